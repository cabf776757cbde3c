"""The project's own gold (tests/gold/statements) on the tokens and windows of quoth's reader.

What PolNeAR has not: statements within statements, so that nothing is left unlabelled inside a content; narrated statements,
whose "cue" is their head; kind, polarity and certainty. Page furniture that the annotators skipped takes no part. Drafts that
annotators corrected (part `drafted`) say nothing of narrated statements.
"""
import gold
from polnear import placed, positions_in, window_dicts

IGNORE = -100


def labels_of(s):
    return (gold.KINDS.index(s["kind"]), gold.POLARITIES.index(s["polarity"]), gold.CERTAINTIES.index(s["certainty"]))


def windows_of(document, annotation):
    """Windows of one document as `quoth-windows` printed it, with the statements of its gold."""
    tokens = document["tokens"]
    starts, ends = [t[0] for t in tokens], [t[1] for t in tokens]
    at = lambda spans: positions_in(starts, ends, [tuple(s) for s in spans])
    marked = []
    for s in annotation["statements"]:
        narrated = not gold.attributed(s)
        cue = at([s["head"]]) if narrated else at(s["cue"])
        if cue:
            marked.append({"source": at(gold.source_spans(s)), "cue": {min(cue)} if narrated else cue,
                           "content": at(s["content"]), "narrated": narrated,
                           "labels": labels_of(s) if not narrated else (IGNORE, *labels_of(s)[1:])})
    return placed(document, marked, at(annotation["skip"]), annotation["pass"] != "draft")


def load(corpora, part, reader, vocabulary, cache):
    """All windows of the gold's `part` whose texts are in `corpora`."""
    texts, found = gold.Texts(corpora), []
    for row, annotation, _ in gold.gold_files([part]):
        text = texts.get(row)
        if text:
            found.append((annotation, text))
    sized = [{"text": text, "title_size": len(title.encode()) if title and text.startswith(title) else 0}
             for _, (text, title, _, _) in found]
    out = []
    for (annotation, _), document in zip(found, window_dicts(sized, reader, vocabulary, cache), strict=True):
        out.extend(windows_of(document, annotation))
    return out
