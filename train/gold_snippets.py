"""Snippets of an article, copied word for word, to its byte spans; quotations and voice read off the text."""
import re

import gold

SCOPE = re.compile(r"@(\d+)(?:-(\d+))?\s+(.*)$")
COUNT = re.compile(r"(.*\S)\s+#(\d+)$")


class Refused(Exception):
    pass


class Article:
    def __init__(self, text):
        self.text, self.sentences = text, gold.sentences(text)
        self.bytes = [0]
        for c in text:
            self.bytes.append(self.bytes[-1] + len(c.encode("utf-8")))

    def scope(self, first, last):
        if not 1 <= first <= last <= len(self.sentences):
            raise Refused(f"no sentences {first}-{last}: there are {len(self.sentences)}")
        return self.sentences[first - 1][0], self.sentences[last - 1][1]

    def span(self, b, e):
        return [self.bytes[b], self.bytes[e]]

    def every(self, snippet, begin, end):
        """(begin, end) of each place where the snippet stands as whole words; any run of blanks matches any other."""
        left, marked, right = "", snippet, ""
        m = re.match(r"(.*)\{\{(.+)\}\}(.*)$", snippet)
        if m:
            left, marked, right = m.groups()
        word = (lambda at, c: at if c[:1].isalnum() else "")
        whole = left + marked + right
        loose = (lambda s: r"\s+".join(re.escape(w) for w in re.split(r"\s+", s)))
        pattern = (word(r"(?<![^\W_])", whole) + loose(left) + "(" + loose(marked) + ")" + loose(right)
                   + word(r"(?![^\W_])", whole[::-1]))
        return [m.span(1) for m in re.finditer(f"(?={pattern})", self.text[:end]) if m.start() >= begin]

    def one(self, snippet, begin, end):
        m = COUNT.match(snippet)
        snippet, number = (m[1], int(m[2])) if m else (snippet, 0)
        found = self.every(snippet, begin, end)
        if not found:
            elsewhere = [i + 1 for i, (b, e) in enumerate(self.sentences) if self.every(snippet, b, e)]
            where = f"; it is in sentence {', '.join(map(str, elsewhere[:5]))}" if elsewhere else ""
            raise Refused(f"not there word for word: {snippet!r}{where}")
        if len(found) > 1 and not number:
            raise Refused(f"there {len(found)} times: {snippet!r}; say which: #1, or words around it: left {{{{this}}}} right")
        if number > len(found):
            raise Refused(f"there only {len(found)} times: {snippet!r}")
        return found[number - 1 if number else 0]

    def find(self, value, scope):
        """The byte span of `[@N[-M]] SNIPPET`, `FIRST [...] LAST` or `*` (the whole of the sentences)."""
        m = SCOPE.match(value)
        if m:
            scope, value = self.scope(int(m[1]), int(m[2] or m[1])), m[3].strip()
        if value == "*":
            return self.span(*scope)
        first, dots, last = (part.strip() for part in value.partition("[...]"))
        begin, end = self.one(first, *scope)
        if dots:
            end = self.one(last, end, scope[1])[1]
        return self.span(begin, end)


def quotations(raw, content):
    """Byte spans between quotation marks in the content, marks left out. Single marks are apostrophes as often: where one might
    open a quotation, the notes have to say."""
    out = []
    for b, e in content:
        text, at = raw[b:e].decode("utf-8"), 0
        offset = (lambda i: b + len(text[:i].encode("utf-8")))
        while at < len(text):
            close = {k: v for k, v in gold.QUOTES.items() if k not in "'‘"}.get(text[at])
            if text[at] in "'‘" and not text[at - 1:at].isalnum() and text[at + 1:at + 2].isalnum():
                raise Refused(f"a single quotation mark in a content ({text[at:at + 20]!r}): add `quoted: WORDS` or `quoted: none`")
            if not close:
                at += 1
                continue
            end = text.find(close, at + 1)
            end = len(text) if end < 0 else end
            inside = text[at + 1:end]
            if inside.strip():
                out.append([offset(at + 1 + len(inside) - len(inside.lstrip())), offset(at + 1 + len(inside.rstrip()))])
            at = end + 1
    return out


def voice(words, content, quoted):
    said, inside = gold.covered(content, words), gold.covered(quoted, words)
    return "indirect" if not inside else "direct" if said <= inside else "mixed"
