Feature: 07 - One bill is for three properties
  Re-Leased shows no related property on a bill whose lines belong to several, and a report by that field
  misses the whole bill.

  Background:
    Given every line is to name its property
    And Sage Intacct has the supplier V-100 "Lift Care Ltd"
    And both ledgers are in step

  Scenario: Each line arrives at its own property to the cent, though the bill as a whole has none
    When Fiona enters this bill in Sage Intacct:
      | number | supplier      | net    | VAT   | property      | description |
      | B-100  | Lift Care Ltd | 300.00 | 60.00 | Quay House    | Lift 1      |
      | B-100  | Lift Care Ltd | 200.00 | 40.00 | Tannery Yard  | Lift 2      |
      | B-100  | Lift Care Ltd | 99.99  | 20.00 | Customs Row   | Lift 3      |
    And the sync runs
    Then Re-Leased holds this bill:
      | number | net    | VAT    | total  | property | status   |
      | B-100  | 599.99 | 120.00 | 719.99 |          | approved |
    And the lines of bill B-100 in Re-Leased are:
      | property     | net    | VAT   | description |
      | Quay House   | 300.00 | 60.00 | Lift 1      |
      | Tannery Yard | 200.00 | 40.00 | Lift 2      |
      | Customs Row  | 99.99  | 20.00 | Lift 3      |
    And nobody is told anything
    And nothing more is written by another run

  Scenario: A bill for one property is found there as a whole
    When Fiona enters this bill in Sage Intacct:
      | number | supplier      | net    | VAT   | property     |
      | B-101  | Lift Care Ltd | 300.00 | 60.00 | Tannery Yard |
    And the sync runs
    Then Re-Leased holds this bill:
      | number | total  | property     |
      | B-101  | 360.00 | Tannery Yard |
