Feature: 02 - A bill is coded with a tax type that its account does not take
  Sage Intacct lets a supplier's bill be booked against an income account, Re-Leased takes no purchase tax
  there. The bill is in the books and not at the property, and nobody says why.

  Background:
    Given Sage Intacct has the supplier V-100 "Lift Care Ltd"
    And both ledgers are in step

  Scenario: Re-Leased's own words are told once, and the bill goes once its account is right
    When Fiona enters these bills in Sage Intacct:
      | number | supplier      | net    | VAT   | account |
      | B-100  | Lift Care Ltd | 300.00 | 60.00 | 4300    |
      | B-101  | Lift Care Ltd | 100.00 | 20.00 | 5010    |
    And the sync runs
    Then people are told "Refused: Tax type UK Purchase Standard cannot be used with account 4300.":
      | held up   | 1 bill                                                           |
      | money     | 360.00 GBP                                                       |
      | example   | B-100                                                            |
      | next step | Mend what the message names; the next run tries again by itself. |
    And nobody is told anything else
    And Re-Leased holds no bill B-100
    And Re-Leased holds this bill:
      | number | total  | status   |
      | B-101  | 120.00 | approved |
    And nothing more is written by another run
    When Fiona moves bill B-100 to account 5010 in Sage Intacct
    And a plan is made
    Then the plan would create 1 bill for 360.00 GBP in Re-Leased
    And the plan would write nothing else
    When the sync runs
    Then nobody is told anything
    And Re-Leased holds this bill:
      | number | supplier      | total  | account | status   |
      | B-100  | Lift Care Ltd | 360.00 | 5010    | approved |
    And nothing more is written by another run
