"""Words for forms: what to say about a field that is empty, too long or out of range, made from its label."""

import re

from django.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    EmailField,
    Field,
    FileField,
    IntegerField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    TimeField,
    URLField,
)

MANY = (MultipleChoiceField, ModelMultipleChoiceField)
#: Labels that start so need no article: "Your name", "What changed".
DETERMINED = re.compile(
    r"(a|an|the|your|their|this|what|who|whom|how|why|when|where|which|any|other)\b", re.IGNORECASE
)
#: Labels that name the one and only: "Number of places", "Date of birth".
DEFINITE = re.compile(r"(number|date|time|day|start|end|first|last|reason)\b|\w+ of\b", re.IGNORECASE)


def noun(label: str, *, many: bool = False) -> str:
    """The label as it reads inside a sentence: "a title", "the date it starts", "at least one theme"."""
    words = label if re.match(r"[A-Z]{2}", label) else label[:1].lower() + label[1:]
    if many:
        return f"at least one {singular(words)}"
    if DEFINITE.match(words):
        return f"the {words}"
    if DETERMINED.match(words) or singular(words) != words:
        return words
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def singular(words: str) -> str:
    if words.endswith("ies"):
        return words[:-3] + "y"
    return words[:-1] if words.endswith("s") and not words.endswith(("ss", "us", "is")) else words


def example(field: Field) -> str:
    """What a good answer looks like, where that is not plain from the label."""
    match field:
        case DateField():
            return ", like 27 3 2027"
        case TimeField():
            return ", like 14:30"
        case EmailField():
            return ", like name@example.com"
        case URLField():
            return ", like https://www.example.com"
        case _:
            return ""


def required(field: Field, label: str, named: str) -> str:
    """The sentence for a field left empty."""
    match field:
        case _ if label.endswith("?"):
            return f"Answer the question “{label}”"
        case BooleanField():
            return f"Tick the box “{label}” to go on"
        case ChoiceField() | FileField():
            return f"Choose {named}"
        case _:
            return f"Enter {named}{example(field)}"


def words_for(field: Field, label: str, named: str = "") -> dict[str, str]:
    """Error messages by code; `named` stands in where the label makes no good noun."""
    label = label.replace("%", "per cent")  # messages are formats
    named = named or noun(label, many=isinstance(field, MANY))
    told = label.rstrip("?")
    from_list = f"Choose {named} from the list"
    return {
        "required": required(field, label, named),
        "invalid": f"Enter {named}{example(field)}" if example(field) else f"{told} is not in a form we know",
        "invalid_choice": from_list,
        "invalid_list": from_list,
        "invalid_pk_value": from_list,
        "null_characters_not_allowed": from_list if isinstance(field, ChoiceField) else unprintable(told),
        "max_length": f"{told} must be %(limit_value)d characters or fewer. You have entered %(show_value)d",
        "min_length": f"{told} must be %(limit_value)d characters or more. You have entered %(show_value)d",
        "max_value": f"{told} must be %(limit_value)s or less",
        "min_value": f"{told} must be %(limit_value)s or more",
        "unique": f"{told} is already in use. Enter a different one",
        **by_kind(field, told),
    }


def by_kind(field: Field, told: str) -> dict[str, str]:
    """Messages that only some kinds of field have."""
    match field:
        case FileField():
            return {
                "invalid": f"Choose a file for “{told}”",
                "missing": f"Choose a file for “{told}”",
                "empty": "The file you chose is empty. Choose another one",
                "max_length": "The name of the file must be %(max)d characters or fewer. It has %(length)d",
            }
        case IntegerField():
            return {
                "invalid": f"{told} must be a number, like 12",
                "max_digits": f"{told} must have %(max)s digits or fewer",
                "max_decimal_places": f"{told} must have %(max)s decimal places or fewer",
                "max_whole_digits": f"{told} must have %(max)s digits or fewer before the decimal point",
            }
        case DateField():
            return {"partial": f"{told} must include a %(missing)s"}
        case _:
            return {}


def unprintable(told: str) -> str:
    return f"{told} contains characters that cannot be shown. Type it again without them"
