"""When two names are alike: without accents, without "the" and "Ltd", and by the pieces they are made of."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from math import ceil

#: What an organisation may have or leave out in its name and still be the same one.
NOISE = frozenset({"the", "ltd", "limited", "scio", "cic", "plc", "llp", "inc", "incorporated"})
#: Words that are written in two ways.
SPELT = {"st": "saint"}
#: The part of all pieces of two names that both have, from which on they are told as alike.
ALIKE = 0.7
#: A piece that so many names share says nothing about any two of them.
CROWD = 300


def plain(name: str) -> str:
    """Lower case without accents, punctuation and noise; all of it where nothing else would be left."""
    folded = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    letters = "".join(character for character in folded if not unicodedata.combining(character))
    words = re.sub(r"[^\w\s]|_", " ", re.sub(r"['’`.]", "", letters)).split()
    return " ".join([SPELT.get(word, word) for word in words if word not in NOISE] or words)


@lru_cache(maxsize=50_000)
def pieces(name: str) -> frozenset[str]:
    """Each three letters that follow one another within a word, as PostgreSQL's pg_trgm takes them."""
    padded = (f"  {word} " for word in name.split())
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def numbers(name: str) -> tuple[str, ...]:
    """1st Example Scouts and 2nd Example Scouts are two, however alike the rest is."""
    return tuple(re.findall(r"\d+", name))


def alike(one: str, other: str) -> bool:
    """Asked of plain names."""
    if not one or not other or numbers(one) != numbers(other):
        return False
    first, second = pieces(one), pieces(other)
    return len(first & second) >= ALIKE * len(first | second)


def alike_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each pair of alike plain names once, without comparing every name with every other.

    Two sets that share so much must share one of the rarest pieces of each: only names that do are compared.
    """
    several = set(names) - {""}
    frequency = Counter(piece for name in several for piece in pieces(name))
    holding: defaultdict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for name in sorted(several):
        rarest = sorted(pieces(name), key=lambda piece: (frequency[piece], piece))
        telling = [(numbers(name), piece) for piece in islice(rarest, telling_length(len(rarest)))]
        earlier = {other for key in telling if len(holding[key]) <= CROWD for other in holding[key]}
        yield from ((other, name) for other in sorted(earlier) if alike(other, name))
        for key in telling:
            holding[key].append(name)


def telling_length(length: int) -> int:
    return length - ceil(ALIKE * length) + 1
