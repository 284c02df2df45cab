@tier:core
Feature: What is absent and what is unknown (schema 0.5.8)
  null in a register says that there is none. An empty cell, or no row, says that nobody knows.

  Background:
    Given the calculation date is "2025-06-01"
    Given parameter "bsn" is "900000012"
    Given the following "boek" data with key "bsn" for law "voorbeeld_burgerboek":
      | bsn       | jaar |
      | 900000012 | 1970 |
      | 900000024 | 1981 |

  Scenario: What is there is calculated with
    Given the following "woningen" data with key "bsn":
      | bsn       | huur | energie | garage | partner_bsn | besluit                                     | kamers    |
      | 900000012 | 950  | 50      | 60     | 900000024   | {"staat": "AF", "bedrag": 20, "geldig": true} | [10, 30]  |
    When I evaluate "duur" of "voorbeeld_woning"
    Then output "duur" is true
    And output "lasten" equals 1000
    And output "niet_duur" is false
    And output "klasse" equals "hoog"
    And output "duur_en_ja" is true
    And output "duur_en_nee" is false
    And output "duur_of_nee" is true
    And output "duur_of_ja" is true
    And output "even_hoog" is false
    And output "lijst_gelijk" is false
    And output "lijst_erin" is false
    And output "verzameld_gelijk" is false
    And output "halve_huur" equals 475
    When I evaluate "staat" of "voorbeeld_woning"
    Then output "staat" equals "AF"
    And output "geen_garage" is false
    And output "dure_garage" is false
    And output "gewone_garage" is true
    And output "jaar_van_partner" equals 1981
    And output "soort_garage" is absent
    When I evaluate "vervallen" of "voorbeeld_woning"
    Then output "vervallen" is false
    And output "hoog_besluit" is true
    And output "nieuw_bedrag" equals 21
    When I evaluate "hoogste" of "voorbeeld_woning"
    Then output "hoogste" equals 30
    And output "samen" equals 40
    When I evaluate "jaar_zeker" of "voorbeeld_woning"
    Then output "jaar_zeker" equals 1981
    When I evaluate "partner_bestaat" of "voorbeeld_woning"
    Then output "partner_bestaat" is true

  Scenario: A law can ask whether something is there
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | garage | partner_bsn | besluit |
      | 900000012 | null   | null        | null    |
    When I evaluate "geen_garage" of "voorbeeld_woning"
    Then the execution succeeds
    And output "geen_garage" is true
    And output "dure_garage" is false
    And output "gewone_garage" is false
    And output "staat" is absent
    # Nobody is looked up for nobody.
    And output "jaar_van_partner" is absent

  Scenario: The other law takes nobody when it says that it can
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | partner_bsn |
      | 900000012 | null        |
    When I evaluate "partner_bestaat" of "voorbeeld_woning"
    Then output "partner_bestaat" is false

  Scenario: A register may not say that what everybody has is absent
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | huur | energie | partner_bsn |
      | 900000012 | null | 50      | null        |
    When I evaluate "lasten" of "voorbeeld_woning"
    Then the execution fails with "declares as never absent"
    And the execution fails with "'huur' of voorbeeld_woning"
    And the execution fails with "source woningen"
    When I evaluate "jaar_zeker" of "voorbeeld_woning"
    Then the execution fails with "declares as never absent"
    And the execution fails with "'partner_bsn'"
    And the execution fails with "source woningen"

  Scenario: Nor may who asks
    Given parameter "huur" is "null"
    When I evaluate "lasten" of "voorbeeld_woning"
    Then the execution fails with "parameter from caller"
    And the execution fails with "declares as never absent"

  Scenario: A field of a record that is absent cannot be calculated with
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | besluit                           |
      | 900000012 | {"bedrag": null, "geldig": true}  |
    When I evaluate "hoog_besluit" of "voorbeeld_woning"
    Then the execution fails with "GREATER_THAN: operand is null"
    And the execution fails with "EQUALS"

  Scenario: Nor be decided on
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | besluit                         |
      | 900000012 | {"bedrag": 20, "geldig": null}  |
    When I evaluate "vervallen" of "voorbeeld_woning"
    Then the execution fails with "NOT: operand is null"

  Scenario: An empty cell spreads and names what is missing
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | huur | energie | garage | partner_bsn | besluit |
      | 900000012 |      | 50      |        |             |         |
    When I evaluate "duur" of "voorbeeld_woning"
    Then the execution succeeds
    And output "duur" is unknown
    And output "duur" is unknown for lack of "huur"
    And output "lasten" is unknown for lack of "huur"
    And output "niet_duur" is unknown for lack of "huur"
    And output "klasse" is unknown for lack of "huur"
    And output "halve_huur" is unknown for lack of "huur"
    And output "lijst_gelijk" is unknown for lack of "huur"
    And output "lijst_erin" is unknown for lack of "huur"
    And output "verzameld_gelijk" is unknown for lack of "huur"
    When I evaluate "staat" of "voorbeeld_woning"
    Then output "staat" is unknown for lack of "besluit"
    And output "geen_garage" is unknown for lack of "garage"
    And output "dure_garage" is unknown for lack of "garage"
    And output "gewone_garage" is unknown for lack of "garage"
    # Who the partner is nobody knows, so the book is not asked.
    And output "jaar_van_partner" is unknown for lack of "partner_bsn"

  Scenario: A certain operand decides whatever the unknown is
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | huur | energie |
      | 900000012 |      | 50      |
    When I evaluate "duur_en_nee" of "voorbeeld_woning"
    Then output "duur_en_nee" is false
    And output "duur_of_ja" is true
    And output "duur_en_ja" is unknown for lack of "huur"
    And output "duur_of_nee" is unknown for lack of "huur"

  Scenario: Two unknowns are both named
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | huur | energie |
      | 900000012 |      |         |
    When I evaluate "even_hoog" of "voorbeeld_woning"
    Then output "even_hoog" is unknown for lack of "huur"
    And output "even_hoog" is unknown for lack of "energie"
    And output "lijst_erin" is unknown for lack of "energie"

  Scenario: No row at all is unknown too
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | garage | besluit |
      | 900000024 | 60     | null    |
    When I evaluate "geen_garage" of "voorbeeld_woning"
    Then output "geen_garage" is unknown for lack of "garage"
    And output "staat" is unknown for lack of "besluit"

  Scenario: What may be left out is unknown, here and in the other law
    When I evaluate "zelf_veel" of "voorbeeld_woning"
    Then output "zelf_veel" is unknown for lack of "gevraagd"
    And output "veel_zonder" is unknown for lack of "gevraagd"
    And output "veel_met" is unknown for lack of "gevraagd"
    And output "veel_uit_register" is unknown for lack of "bedrag"

  Scenario: What is passed is used, and an amount from a register too
    Given parameter "gevraagd" is 300
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | bedrag |
      | 900000012 | 150    |
    When I evaluate "zelf_veel" of "voorbeeld_woning"
    Then output "zelf_veel" is true
    And output "veel_met" is true
    And output "veel_zonder" is unknown for lack of "gevraagd"
    And output "veel_uit_register" is false

  Scenario: An absent amount is refused where the other law does not take it
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | bedrag |
      | 900000012 | null   |
    When I evaluate "veel_uit_register" of "voorbeeld_woning"
    Then the execution fails with "declares as never absent"
    And the execution fails with "'gevraagd'"
    And the execution fails with "parameter from voorbeeld_woning"

  Scenario: What must be passed and is not is an error
    When I evaluate "jaar" of "voorbeeld_vergeten"
    Then the execution fails with "bsn"

  Scenario: A law is not asked about nobody
    Given parameter "bsn" is "null"
    When I evaluate "duur" of "voorbeeld_woning"
    Then the execution fails with "cannot be evaluated for nobody"
    And the execution fails with "'bsn'"
    Given parameter "huisgenoot" is "null"
    When I evaluate "alleen" of "voorbeeld_woning"
    Then output "alleen" is true

  Scenario: An empty cell in a table of parameters leaves the parameter out
    Given the following parameters:
      | bsn      | 900000012 |
      | gevraagd |           |
    When I evaluate "vraagt_veel" of "voorbeeld_burgerboek"
    Then output "vraagt_veel" is unknown for lack of "gevraagd"

  Scenario: An output that was promised may not be absent
    Given the following "woningen" data with key "bsn" for law "voorbeeld_woning":
      | bsn       | kamers |
      | 900000012 | []     |
    When I evaluate "hoogste" of "voorbeeld_woning"
    Then the execution fails with "output 'hoogste' of voorbeeld_woning evaluated to null"
    And the execution fails with "not declared nullable"
