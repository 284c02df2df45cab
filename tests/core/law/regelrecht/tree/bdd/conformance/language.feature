Feature: What the engine promises

  @tier:core
  Scenario: A law that has ended says until when it was in force
    Given the calculation date is "2023-01-01"
    When I evaluate "bedrag" of "voorbeeld_afgelopen"
    Then the execution fails
    And the execution fails with "No version of law 'voorbeeld_afgelopen' in force on 2023-01-01; last in force until 2022-12-31"

  @tier:core
  Scenario Outline: On each day its own version
    Given the calculation date is "<day>"
    When I evaluate "bedrag" of "voorbeeld_afgelopen"
    Then output "bedrag" equals <amount>

    Examples:
      | day        | amount |
      | 2019-12-31 | 400    |
      | 2020-01-01 | 500    |
      | 2022-12-31 | 500    |

  @tier:core
  Scenario: An output that does not exist is named
    Given the calculation date is "2021-06-01"
    When I evaluate "onzin" of "voorbeeld_afgelopen"
    Then the execution fails with "Output 'onzin' not found"

  @tier:core
  Scenario: A member under 21 does not count
    Given parameter "huisgenoten" is the collection:
      | leeftijd | inkomen |
      | 20       | 0       |
      | 21       | 300     |
      | 60       | 250     |
    When I evaluate "tellen_mee" of "voorbeeld_huishouden"
    Then output "tellen_mee" equals 2
    And output "hoogste_inkomen" equals 300
    And output "iedereen_werkt" is false

  @tier:core
  Scenario: Of nobody there is no highest income
    Given parameter "huisgenoten" is the collection:
      | leeftijd | inkomen |
    When I evaluate "tellen_mee" of "voorbeeld_huishouden"
    Then output "tellen_mee" equals 0
    And output "hoogste_inkomen" is null
    And output "iedereen_werkt" is true

  @tier:untranslatable
  Scenario Outline: What a machine cannot say is refused, or said to be so
    Given the untranslatable mode is "<mode>"
    When I evaluate "redelijk_bedrag" of "voorbeeld_onzegbaar"
    Then the execution fails with "Untranslatable construct"
    When I evaluate "erkend_bedrag" of "voorbeeld_onzegbaar"
    Then output "erkend_bedrag" equals 5

    Examples:
      | mode   |
      | error  |
      | ignore |

  @tier:untranslatable
  Scenario: It spreads to whoever uses it, but a certain no stays a no
    Given the untranslatable mode is "propagate"
    When I evaluate "dubbel" of "voorbeeld_onzegbaar"
    Then output "dubbel" is tainted as untranslatable
    And output "nooit" is false

  @tier:untranslatable
  Scenario: With a warning the part that can be said is computed
    Given the untranslatable mode is "warn"
    When I evaluate "dubbel" of "voorbeeld_onzegbaar"
    Then output "dubbel" equals 14

  @tier:notes
  Scenario: A note follows its text to another article
    Given a law with the following articles:
      | number | text                                              |
      | 7      | De gemeente beslist binnen acht weken op de vraag |
      | 9      | Hierover gaat een ander artikel                   |
    And a note selecting "binnen acht weken" with prefix "beslist " and suffix " op"
    And the note hints article "3" at position 0 to 9
    When the note is resolved
    Then the note resolves to article "7"
    And the note is an exact match

  @tier:notes
  Scenario: A small change of words is still the same text
    Given a law with the following articles:
      | number | text                                              |
      | 7      | De gemeente besluit binnen negen weken op de vraag |
    And a note selecting "binnen acht weken" with prefix "besluit " and suffix " op de vraag"
    When the note is resolved
    Then the note is a fuzzy match

  @tier:notes
  Scenario: A text that is gone and a text that is everywhere
    Given a law with the following articles:
      | number | text                                 |
      | 7      | de vraag en de vraag en nog een vraag |
    And a note selecting "binnen acht weken na ontvangst"
    When the note is resolved
    Then the note is orphaned
    Given a note selecting "vraag"
    When the note is resolved
    Then the note is ambiguous
