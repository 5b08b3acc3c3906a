Feature: 06 - A bill is coded without the property dimension
  It arrives in Re-Leased under no property. Its total is right, and every report by property misses it.

  Background:
    Given every line is to name its property
    And Sage Intacct has the supplier V-100 "Lift Care Ltd"
    And both ledgers are in step

  Scenario: It arrives to the cent, is told until its line is tagged, and is then found at its property
    When Fiona enters these bills in Sage Intacct:
      | number | supplier      | net    | VAT   | property   |
      | B-100  | Lift Care Ltd | 300.00 | 60.00 |            |
      | B-101  | Lift Care Ltd | 50.00  | 10.00 |            |
      | B-102  | Lift Care Ltd | 100.00 | 20.00 | Quay House |
    And the sync runs
    Then Re-Leased holds these bills:
      | number | total  | property   | status   |
      | B-100  | 360.00 |            | approved |
      | B-101  | 60.00  |            | approved |
      | B-102  | 120.00 | Quay House | approved |
    And people are told "No property on a line":
      | held up   | 2 bills                                                |
      | money     | 420.00 GBP                                             |
      | why       | reports by property miss the amount                    |
      | next step | Tag the line with its property in Sage Intacct.        |
    And nobody is told anything else
    And nothing more is written by another run
    When Fiona tags bill B-100 with "Quay House" in Sage Intacct
    And Fiona tags bill B-101 with "Tannery Yard" in Sage Intacct
    And a plan is made
    Then the plan would update 2 bills for 420.00 GBP in Re-Leased
    And the plan would write nothing else
    When the sync runs
    Then Re-Leased holds these bills:
      | number | total  | property     |
      | B-100  | 360.00 | Quay House   |
      | B-101  | 60.00  | Tannery Yard |
    And nobody is told anything
    And nothing more is written by another run
