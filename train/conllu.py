"""CoNLL-U files of English treebanks, as the recipes and evaluators read them (universaldependencies.org/format.html)."""
import dataclasses
import gzip

ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC = range(10)


@dataclasses.dataclass
class Sentence:
    comments: dict  # "text" -> what stands behind "# text = "; "newdoc", "newpar" -> the id, or ""
    rows: list  # of ten cells; empty nodes are left out

    @property
    def words(self):
        return [row for row in self.rows if "-" not in row[ID]]

    @property
    def tokens(self):
        """The surface: a multiword token instead of its words."""
        inside, out = 0, []
        for row in self.rows:
            if int(row[ID].split("-")[0]) > inside:
                out.append(row)
                inside = int(row[ID].split("-")[-1])
        return out

    @property
    def space_after(self):
        return "SpaceAfter=No" not in self.tokens[-1][MISC].split("|")


@dataclasses.dataclass
class Document:
    name: str
    sentences: list

    def text(self):
        """The raw text: a space between two sentences of a paragraph unless the first says SpaceAfter=No, an empty line
        between paragraphs."""
        out, before = "", None
        for sentence in self.sentences:
            if before:
                out += "\n\n" if "newpar" in sentence.comments else " " * before.space_after
            out += sentence.comments["text"]
            before = sentence
        return out


def read_sentence(lines):
    comments, rows = {}, []
    for line in lines:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip().removesuffix(" id")] = value.strip()
            continue
        row = line.split("\t")
        if len(row) != 10:
            raise ValueError(f"{len(row)} cells, not 10: {line!r}")
        if "." not in row[ID]:
            rows.append(row)
    return Sentence(comments, rows)


def documents_of(lines):
    """Documents in their order; what stands before the first "# newdoc" is one without a name."""
    out, block = [], []
    for line in [*lines, ""]:
        line = line.rstrip("\r\n")
        if line:
            block.append(line)
        elif block:
            sentence = read_sentence(block)
            if "newdoc" in sentence.comments or not out:
                out.append(Document(sentence.comments.get("newdoc", ""), []))
            out[-1].sentences.append(sentence)
            block = []
    return out


def read_documents(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        return documents_of(lines)


def without_annotation(documents):
    """The lines of the same file with documents, paragraphs, sentences, forms and spaces: what a parser is given."""
    for document in documents:
        for sentence in document.sentences:
            for key, value in sentence.comments.items():
                if key in ("newdoc", "newpar"):
                    yield f"# {key} id = {value}" if value else f"# {key}"
                elif key in ("sent_id", "text"):
                    yield f"# {key} = {value}"
            for row in sentence.rows:
                space = "SpaceAfter=No" if "SpaceAfter=No" in row[MISC].split("|") else "_"
                yield "\t".join([row[ID], row[FORM], *"_" * 7, space])
            yield ""
