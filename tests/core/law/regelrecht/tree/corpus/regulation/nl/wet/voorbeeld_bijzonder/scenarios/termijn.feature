Feature: The general act around every decision

  Background:
    Given the calculation date is "2025-01-01"

  @tier:provenance
  Scenario: The special act goes before the general one
    When I evaluate outputs "minister_beslist" of "voorbeeld_bijzonder"
    Then the result contains exactly the outputs "minister_beslist, redenen_vereist, bezwaar_weken"
    And output "minister_beslist" has direct provenance
    And output "redenen_vereist" has reactive provenance
    And output "bezwaar_weken" equals 4
    And output "bezwaar_weken" has override provenance

  Scenario: Asked by itself, the general act keeps its own term
    When I evaluate "bezwaar_weken" of "voorbeeld_algemeen"
    Then output "bezwaar_weken" equals 6
