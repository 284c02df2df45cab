Feature: The example allowance
  The norm comes from a regulation below the act, the discount from a municipality,
  the age from another act and the income from a register.

  Background:
    Given the calculation date is "2025-03-01"
    And law "voorbeeld_norm" is loaded
    And parameter "bsn" is "999990019"
    And the following "personen" data with key "bsn":
      | bsn       | geboortedatum |
      | 999990019 | 2000-02-29    |
      | 999990020 | 2010-01-01    |
    And the following "inkomens" data with key "bsn":
      | bsn       | inkomen |
      | 999990019 | 200000  |
      | 999990020 | 0       |

  Scenario: Two thousand euros of income leave 860 euros of the norm of 2025
    # 126000 - 20% of 200000
    When I evaluate "hoogte" of "voorbeeld_toelage"
    Then the execution succeeds
    And output "hoogte" equals 86000
    And output "hoogte_per_maand" equals 7100
    And output "heeft_recht" is true

  Scenario: The norm of the year before is used on a day before
    Given the calculation date is "2024-12-31"
    When I evaluate "hoogte" of "voorbeeld_toelage"
    Then output "hoogte" equals 80000

  Scenario Outline: Only the municipality itself gives a discount
    Given parameter "gemeente_code" is "<code>"
    When I evaluate "hoogte" of "voorbeeld_toelage"
    Then output "hoogte" equals <amount>

    Examples:
      | code   | amount |
      | GM9901 | 85000  |
      | GM9902 | 86000  |

  Scenario: Somebody under age has no right
    Given parameter "bsn" is "999990020"
    When I evaluate "heeft_recht" of "voorbeeld_toelage"
    Then output "heeft_recht" is false

  Scenario: An income that nobody knows is no zero
    Given parameter "bsn" is "999990033"
    When I evaluate "hoogte" of "voorbeeld_toelage"
    Then the execution fails with "geboortedatum"

  Scenario: A part of a cent stays a part of a cent
    Given parameter "inkomen" is "3.3"
    When I evaluate "hoogte" of "voorbeeld_toelage"
    Then output "hoogte" equals 125999.34

  @wip
  Scenario: What is not there yet waits
    When I evaluate "toeslag_voor_partner" of "voorbeeld_toelage"
    Then the execution succeeds
