"""Articles are cited in the reader's language."""

import pytest

from oogopslag.core.law.citing import cited, link


@pytest.mark.parametrize(
    ("article", "english"),
    [
        ("1, eerste lid, onder c", "1, paragraph 1, under c"),
        ("2, eerste en tweede lid", "2, paragraphs 1 and 2"),
        ("Wml 8, eerste lid, onder b", "Wml 8, paragraph 1, under b"),
        ("Awir 14, derde, vierde en vijfde lid", "Awir 14, paragraphs 3, 4 and 5"),
        ("13, 16", "13, 16"),
        ("4.5.2", "4.5.2"),
    ],
)
def test_an_article_is_named_in_english(article: str, english: str) -> None:
    assert cited(article, "en") == english
    assert cited(article, "nl") == article


@pytest.mark.parametrize(
    ("url", "article", "place"),
    [
        ("https://wet.example/1", "2, eerste lid", "https://wet.example/1#Artikel2"),
        ("https://wet.example/1", "Awir 14", "https://wetten.overheid.nl/BWBR0018472#Artikel14"),
        ("", "Pw 36, eerste lid", "https://wetten.overheid.nl/BWBR0015703#Artikel36"),
        ("https://wet.example/1", "Xyz 3", ""),
        ("", "3", ""),
        ("https://wet.example/1", "bijlage", ""),
    ],
)
def test_an_article_has_its_place_on_the_page_of_its_own_law(
    url: str, article: str, place: str
) -> None:
    assert link(url, article) == place
