"""One file made clean: what it is by its content, checked, and written anew."""

import warnings

from . import documents, pdfs, pictures
from .kinds import LARGEST, NOUNS, Clean, FileProblem, Kind, kind_of


def clean(content: bytes) -> Clean:
    """Safe to keep and to hand out; a FileProblem says in words why it is not, and what to do."""
    kind = kind_of(content) or documents.kind_of(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of libraries, to people who write programs
            made = written_anew(content, kind)
    except FileProblem:
        raise
    except Exception as problem:  # whatever a broken or hostile file causes is a refusal
        raise unreadable(kind) from problem
    if len(made.content) > LARGEST:
        raise FileProblem("The file is larger than 10 MB once it is written anew. Make it smaller first.")
    return made


def written_anew(content: bytes, kind: Kind) -> Clean:
    if kind.is_picture:
        return pictures.repainted(content, kind)
    if kind is Kind.PDF:
        return Clean(kind, pdfs.rewritten(content))
    return Clean(kind, documents.repacked(content, kind))


def unreadable(kind: Kind) -> FileProblem:
    return FileProblem(
        f"The file begins like {NOUNS[kind]}, but it cannot be read: it may be damaged or cut off. Open it "
        "on your computer, save it again, and choose the new one."
    )
