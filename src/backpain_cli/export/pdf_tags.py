"""What is what in a PDF, for programs that read it aloud: headings, paragraphs, pictures with their words, in order.

Reportlab only draws; it leaves room in a document for such a tree, which is made here as ISO 32000-1 says in 14.7 and
14.8. What bears no tag, like lines and the foot of a page, is marked as an artifact, which is not read.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import Any, NamedTuple, cast

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

_END_OF_LINE = re.compile(r"(?<!\\)\) Tj T\*")


class _Piece(NamedTuple):
    """A piece of a page that is read."""

    tag: str
    words: str
    page: int
    number: int
    """Among the pieces of its page, from 0."""
    turn: float
    """When it is read, among the pieces of its page."""


class TaggedCanvas(Canvas):
    """A canvas whose document tells what was drawn between the marks, in the order in which it is read."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pieces: list[_Piece] = []

    def save(self) -> None:
        """Write the document, with the tree of its pieces. All pages must have been shown."""
        self._grow_tree()
        super().save()

    @contextmanager
    def tagged(self, tag: str, words: str = "", *, after: int = 0) -> Iterator[None]:
        """Mark what is drawn meanwhile; nothing within it may be marked again.

        Args:
            tag: of the standard structure: H1 to H6, P, Figure.
            words: what is read instead of a picture.
            after: how many of the pieces that are drawn next are read before it.
        """
        page = self.getPageNumber()
        number = sum(piece.page == page for piece in self._pieces)
        self._pieces.append(_Piece(tag, words, page, number, number + after + (0.5 if after else 0.0)))
        self.addLiteral(f"/{tag} <</MCID {number}>> BDC")
        code: list[str] = self._code  # type: ignore[attr-defined]  # the types leave it out
        start = len(code)
        yield
        # Each line ends in a space, or its last word would be read as one with the first of the next line.
        code[start:] = [_END_OF_LINE.sub(" ) Tj T*", part) for part in code[start:]]
        self.addLiteral("EMC")

    @contextmanager
    def unread(self) -> Iterator[None]:
        """Mark what is drawn meanwhile as nothing that is read."""
        self.addLiteral("/Artifact BMC")
        yield
        self.addLiteral("EMC")

    def _grow_tree(self) -> None:
        document: Any = self._doc  # type: ignore[attr-defined]  # the same
        pages = document.Pages.pages
        tree, whole = PDFDictionary({"Type": PDFName("StructTreeRoot")}), PDFDictionary({"S": PDFName("Document")})
        root, trunk = document.Reference(tree, "TagTree"), document.Reference(whole, "TagDocument")
        leaves: list[list[Any]] = [[] for _ in pages]
        read: list[tuple[int, float, Any]] = []
        for piece in self._pieces:
            leaf = {
                "Type": PDFName("StructElem"),
                "S": PDFName(piece.tag),
                "P": trunk,
                "Pg": document.Reference(pages[piece.page - 1]),
                "K": piece.number,
                **({"Alt": PDFString(piece.words)} if piece.words else {}),
            }
            name = f"Tag{piece.page}.{piece.number}"
            reference = document.Reference(PDFDictionary(leaf), name)
            leaves[piece.page - 1].append(reference)
            read.append((piece.page, piece.turn, reference))
        numbers: list[Any] = []
        for place, page in enumerate(pages):
            page.__Defaults__ = {**page.__Defaults__, "StructParents": place, "Tabs": PDFName("S")}
            numbers += [place, PDFArray(leaves[place])]
        order = [leaf for *_, leaf in sorted(read, key=itemgetter(0, 1))]
        whole.dict |= {"Type": PDFName("StructElem"), "P": root, "K": PDFArray(order)}
        parents = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}), "TagParents")
        tree.dict |= {"K": trunk, "ParentTree": parents, "ParentTreeNextKey": len(pages)}
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def canvas_of(flowable: Flowable) -> TaggedCanvas:
    """Return the canvas that a flowable of the sheet is drawn on."""
    return cast(TaggedCanvas, flowable.canv)
