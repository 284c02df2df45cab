"""What the reader of laws says is wrong with a text, in the language of who writes the rule.

The core speaks English; each of its sentences stands here with its Dutch. `{}` are its values, in
the same order unless numbered. A test holds that none is missing.
"""

# ruff: noqa: E501 -- a sentence and its Dutch are read side by side
import re
from functools import cache

from django.utils import translation

DUTCH = {
    # reading
    "There is no earlier version {} to take from.": "Er is geen eerdere versie {} om uit over te nemen.",
    "{} stands in a shared sheet already.": "{} staat al in een gedeeld bedragenblad.",
    "The mark of a table says how sure it is: S, V, D or ?.": "Het merk van een tabel zegt hoe zeker zij is: S, V, D of ?.",
    "A rule is written with one of: is, table, steps.": "Schrijf een regel met één van: is, table, steps.",
    "{} is no yes or no.": "{} is geen ja of nee.",
    "{} stands twice, or after a condition that does not precede it.": "{} staat er twee keer, of komt na een voorwaarde die er niet voor staat.",
    "{} means two things: a name belongs to one fact, parameter or rule.": "{} betekent twee dingen: een naam hoort bij één gegeven, bedrag of regel.",
    "A period is one of: {}.": "Een periode is één van: {}.",
    "{} must be an expression.": "{} moet een formule zijn.",
    # proving
    "{} is said to be of type {}, but its rule gives {}.": "{} is van de soort {}, maar de regel geeft {}.",
    "The amount of a scheme is an amount; {} is none.": "Wat een regeling geeft is een bedrag; {} is dat niet.",
    "A line of the calculation is an amount.": "Een regel van de berekening is een bedrag.",
    "{} is nothing that grows.": "{} is niets wat groter wordt: noem een bedrag, getal of dag.",
    # checking
    "There is no operation {}.": "De bewerking {} bestaat niet.",
    "{} compares {} with {}.": "{} vergelijkt {} met {}.",
    "{} over {} cannot take {}.": "{} over {} kan niet met {}.",
    "{} wants {} and got {}.": "{} verwacht {} en kreeg {}.",
    "{} cannot be done with {}.": "{} kan niet met {}.",
    "{} cannot be done with {} and {}.": "{} kan niet met {} en {}.",
    "An amount times an amount is no amount.": "Een bedrag maal een bedrag is geen bedrag.",
    "A number divided by an amount has no unit we know.": "Een getal gedeeld door een bedrag heeft geen eenheid.",
    "These rules need each other in a circle: {}.": "Deze regels hebben elkaar nodig in een kring: {}.",
    "{} can become larger than 64 bits hold.": "{} kan groter worden dan in 64 bits past.",
    "Nothing is named {}: no fact, parameter or rule.": "Niets heet {}: geen gegeven, bedrag of regel. Kijk of de naam goed gespeld is.",
    "{} can divide by zero: guard it with als … dan … anders.": "{} kan door nul delen: vang dat op met als … dan … anders.",
    # sheet
    "'figures' is yearly or standing.": "'figures' is yearly (per jaar) of standing (tot het anders wordt).",
    "{} must be quoted: € 24, 13,7% or 1,5.": "{} moet tussen aanhalingstekens: \"€ 24\", \"13,7%\" of \"1,5\".",
    "There is no parameter sheet {} that is valid on {}.": "Er is geen bedragenblad {} dat geldt op {}.",
    "{} is no mark: use {}.": "{} is geen merk: gebruik {}.",
    "A parameter has a value, or the mark M and no value.": "Een bedrag heeft een value, of het merk M en geen value.",
    "'between' needs the lowest and the highest value.": "'between' vraagt de laagste en de hoogste waarde.",
    "'between' needs a lowest and a highest value of one kind.": "'between' vraagt een laagste en een hoogste waarde van één soort.",
    "{} stands in two of the sheets.": "{} staat in twee van de bedragenbladen.",
    "{} is not a whole number of cents.": "{} is geen heel aantal centen.",
    # document
    "This file must hold names with values.": "Dit bestand moet namen met waarden bevatten.",
    "{} is missing.": "{} ontbreekt.",
    "{} needs a text in nl and in en.": "{} vraagt een tekst in nl en in en.",
    "{} must be a date.": "{} moet een datum zijn, zoals 2027-01-01.",
    "{} must be a list of names with values.": "{} moet een lijst van namen met waarden zijn.",
    "I do not know {} here.": "{} is hier onbekend. Kijk of het goed gespeld is.",
    "This is no YAML: {}.": "De opmaak klopt hier niet: {}.",
    "Row {} of {} must have names.": "Rij {} van {} moet namen hebben.",
    "{} must be one text.": "{} moet één tekst zijn.",
    "{} says nothing.": "{} zegt niets. Vul het in.",
    "{} must be a list of names.": "{} moet een lijst van namen zijn.",
    "{} must be a list of rows.": "{} moet een lijst van rijen zijn.",
    "{} must be true or false.": "{} moet true of false zijn.",
    "{} must be a whole number from {}.": "{} moet een heel getal zijn, vanaf {}.",
    "{} needs words in each language.": "{} vraagt woorden in elke taal.",
    "A text with a comma stands in quotes: {} is cut off here.": "Een tekst met een komma staat tussen aanhalingstekens: {} is hier afgeknipt.",
    # expression
    "I did not expect {} in {}.": "{} hoort hier niet in {}.",
    "I cannot read {} in {}.": "{} is niet te lezen in {}.",
    "{} ends too early.": "{} houdt te vroeg op.",
    "I expected {} and found {} in {}.": "Hier hoort {}, en er staat {}, in {}.",
    "There is no function named {}.": "Er is geen functie {}.",
    "{} takes {} with {}: both must be of one type.": "{} neemt {} met {}: beide moeten van één soort zijn.",
    "{} takes {} to {} values, not {}.": "{} neemt {} tot {} waarden, geen {}.",
    "{} is no relation: use {}.": "{} is geen relatie: gebruik {}.",
    "{} is written {}(relatie{}).": "Schrijf {} als {}(relatie{}).",
    "What is the {} of nobody? Write {}(relatie: x, anders € 0).": "Wat is {} van niemand? Schrijf {}(relatie: x, anders € 0).",
    "After 'anders' {} takes one number or amount: {}.": "Na 'anders' neemt {} één getal of bedrag: {}.",
    # table, facts, limits, library
    "A law stands in a file named by its first day: YYYY-MM-DD.yaml.": "Een wet staat in een bestand met de naam van haar eerste dag: JJJJ-MM-DD.yaml.",
    "The name of this file is {}: valid_from must be that day too.": "De naam van dit bestand is {}: valid_from moet die dag ook zijn.",
    "The bounds of a table must rise.": "De grenzen van een tabel moeten oplopen.",
    "The bounds of a table are all amounts, all numbers or all days.": "De grenzen van een tabel zijn allemaal bedragen, allemaal getallen of allemaal dagen.",
    "{} is no type: use {}.": "{} is geen soort gegeven: gebruik {}.",
    "{} is no sensitivity: low, normal or high.": "{} is geen gevoeligheid: gebruik low, normal of high.",
    "{} must be euros: € 5.000.": "{} moet een bedrag zijn, zoals € 5.000.",
    "{} needs a list that begins with its name.": "{} vraagt een lijst die met de naam begint.",
    "A {} has no lowest and highest value.": "Een {} heeft geen laagste en hoogste waarde.",
    "The lowest value must not lie above the highest.": "De laagste waarde mag niet boven de hoogste liggen.",
    "There are no {} in {}: a content folder has facts/*.yaml and laws/**/<valid-from>.yaml.": "Er zijn geen {} in {}: een map met inhoud heeft facts/*.yaml en laws/**/<geldig-vanaf>.yaml.",
    "There is no list {}.": "Er is geen lijst {}.",
    "{} stands in two subjects.": "{} staat bij twee onderwerpen.",
    "The aliases unfold to more than {} values.": "De verwijzingen (&, *) worden samen meer dan {} waarden.",
    "This file has {} bytes; a law may have {} at the most.": "Dit bestand heeft {} bytes; een wet mag er hoogstens {} hebben.",
    "This nests deeper than {} levels.": "Dit gaat meer dan {} lagen diep.",
    "The alias *{} stands for nothing, or for itself.": "De verwijzing *{} staat voor niets, of voor zichzelf.",
    "This is no UTF-8: {}.": "Dit is geen UTF-8: {}.",
    "There is no law named {}. Known: {}.": "Er is geen wet {}. Bekend zijn: {}.",
    "{} is known here from {}: {} lies before it.": "{} is hier bekend vanaf {}: {} ligt daarvoor.",
    "{} has no output named {}.": "{} heeft geen uitkomst {}.",
    "{} has two versions from {}.": "{} heeft twee versies vanaf {}.",
}  # fmt: skip
WORDS = {
    "boolean": "ja of nee", "amount": "bedrag", "number": "getal", "date": "dag", "string": "tekst",
    "a boolean": "ja of nee", "an amount": "een bedrag", "a number": "een getal",
    "a date": "een dag", "a string": "een tekst",
    "it goes too deep": "het gaat te diep",
}  # fmt: skip
"""Values that stand for a kind of thing."""
YAML = (
    ("mapping values are not allowed here", "er staat een dubbele punt te veel, of er missen aanhalingstekens"),
    ("could not find expected ':'", "hier mist een dubbele punt"),
    ("found duplicate key", "deze naam staat er twee keer"),
    ("cannot start any token", "gebruik spaties, geen tabs of vreemde tekens"),
    ("expected <block end>", "de regels springen niet gelijk in"),
    ("expected ',' or '}'", "een accolade { is niet gesloten, of er mist een komma"),
    ("expected ',' or ']'", "een haak [ is niet gesloten, of er mist een komma"),
    ("expected the node content", "een haak [ of accolade { is niet gesloten"),
    ("unexpected end of stream", "aanhalingstekens zijn niet gesloten"),
)  # fmt: skip
"""What the parser of YAML says, by a part of its sentence."""


def said(sentence: str) -> str:
    """The sentence in the active language; English where it is English or has no Dutch."""
    if (translation.get_language() or "nl").split("-")[0] != "nl":
        return sentence
    for pattern, dutch in _patterns():
        if found := pattern.fullmatch(sentence):
            return dutch.format(*(_value(one) for one in found.groups()))
    return sentence


def _value(text: str) -> str:
    for part, dutch in YAML:
        if part in text:
            return dutch
    return WORDS.get(text, text)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The most particular first: those with the most words of their own."""
    ordered = sorted(DUTCH.items(), key=lambda pair: -len(pair[0].replace("{}", "")))
    return [(re.compile(_regex(english), re.DOTALL), dutch) for english, dutch in ordered]


def _regex(template: str) -> str:
    return "(.+?)".join(re.escape(part) for part in template.split("{}"))
