"""Sentences for made-up minutes: drawn from lists of words, so that no two alike come soon and deflate has its work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_WHO = [
    "de voorzitter",
    "de penningmeester",
    "de wethouder",
    "een bewoner",
    "de projectleider",
    "het stadsdeel",
    "de woningcorporatie",
    "de buurtraad",
    "een ondernemer",
    "de school",
    "het platform",
    "de werkgroep",
    "de secretaris",
    "een jongere",
    "de huisartsenpost",
    "de bibliotheek",
    "het jongerencentrum",
    "de sportvereniging",
    "de wijkagent",
    "een onderzoeker",
    "de kwartiermaker",
    "de gemeente",
]
_DOES = [
    "licht toe",
    "vraagt aandacht voor",
    "wijst op",
    "waarschuwt voor",
    "ziet veel in",
    "twijfelt aan",
    "vat samen",
    "stelt voor",
    "bespreekt",
    "herinnert aan",
    "maakt zich zorgen over",
    "is blij met",
    "wil meer weten over",
    "legt de nadruk op",
    "vergelijkt",
    "steunt",
    "betreurt",
    "onderzoekt",
    "beschrijft",
    "rekent voor",
    "nuanceert",
    "verdedigt",
]
_WHAT = [
    "de planning",
    "het budget",
    "de samenwerking",
    "het onderhoud",
    "de verlichting",
    "de speelplekken",
    "het huurbeleid",
    "de veiligheid",
    "de communicatie",
    "het groen",
    "de werkgelegenheid",
    "de taallessen",
    "de renovatie",
    "het programma",
    "de begroting",
    "de evaluatie",
    "het convenant",
    "de stageplaatsen",
    "de energiekosten",
    "de parkeerdruk",
    "de ontmoetingsruimte",
    "het jaarverslag",
    "de inspraak",
    "de cijfers",
    "de subsidie",
    "de overlast",
    "het maaltijdproject",
    "de armoederegeling",
    "de schuldhulp",
    "de wachtlijst",
    "de moestuin",
]
_WHICH = [
    "voor de komende jaren",
    "in het noordelijke deel",
    "na de zomer",
    "van vorige maand",
    "rond het plein",
    "op de lange termijn",
    "zoals eerder besproken",
    "met alle partners",
    "buiten kantooruren",
    "binnen de vastgestelde kaders",
    "in drie fasen",
    "voor oudere bewoners",
    "langs de hoofdroute",
    "onder de nieuwe regels",
    "naast het reguliere aanbod",
    "per kwartaal",
    "zonder extra kosten",
    "aan de hand van voorbeelden",
    "in overleg met de wijk",
    "tegen de achtergrond van de krapte",
]
_WHY = [
    "omdat de aanvragen blijven stijgen",
    "zodat iedereen tijdig kan reageren",
    "nu de eerste resultaten bekend zijn",
    "al blijft de bezetting kwetsbaar",
    "waarbij de privacy gewaarborgd is",
    "terwijl de behoefte groter wordt",
    "want niet elke straat is even goed bereikt",
    "hoewel de kosten lager uitvielen",
    "mits de raad ermee instemt",
    "voordat het volgende seizoen begint",
    "opdat de kinderen veilig naar school kunnen",
    "tenzij er bezwaren komen",
]


def sentence(draw: random.Random) -> str:
    """One sentence."""
    head = f"{draw.choice(_WHO)} {draw.choice(_DOES)} {draw.choice(_WHAT)} {draw.choice(_WHICH)}"
    tail = f", {draw.choice(_WHY)}" if draw.random() < 0.6 else ""
    count = f" ({draw.randint(3, 980)} van {draw.randint(981, 2400)})" if draw.random() < 0.3 else ""
    return f"{head[0].upper()}{head[1:]}{count}{tail}."


def paragraph(draw: random.Random, length: int) -> str:
    """Sentences of about ``length`` characters together."""
    text = sentence(draw)
    while len(text) < length - 50:
        text += " " + sentence(draw)
    return text


def title(draw: random.Random) -> str:
    """The heading of an agenda item."""
    what = draw.choice(_WHAT).partition(" ")[2]
    return f"{what[0].upper()}{what[1:]} {draw.choice(_WHICH)}"
