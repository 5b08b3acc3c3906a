Feature: 23 - The same PDF is uploaded in Re-Leased and keyed in Sage Intacct
  Re-Leased knows a file it has seen before, not a bill that somebody typed elsewhere. Two bills in each ledger
  are paid twice.

  Background:
    Given Sage Intacct has the supplier V-100 "Lift Care Ltd"
    And both ledgers are in step
    And Fiona enters this bill in Sage Intacct:
      | number | supplier      | net    | VAT   |
      | B-77   | Lift Care Ltd | 300.00 | 60.00 |
    And Marcus enters this bill in Re-Leased:
      | number | supplier      | net    | VAT   | source   | status   |
      | B-77   | Lift Care Ltd | 300.00 | 60.00 | uploaded | approved |

  Scenario: It is told before a twin is made, and matched it is one bill
    When a plan is made
    Then the plan would write nothing
    When the sync runs
    Then people are told "Perhaps entered on both sides: B-77":
      | held up   | 1 bill                                                         |
      | money     | 360.00 GBP                                                     |
      | example   | same contact, number and amount and date                       |
      | next step | match them, and they are linked                                |
    And nobody is told anything else
    And Sage Intacct holds 1 bill in all
    And Re-Leased holds 1 bill in all
    And nothing more is written by another run
    When Priya says that bill B-77 is the same on both sides
    And the sync runs
    Then nobody is told anything
    And Sage Intacct holds 1 bill in all
    And Re-Leased holds 1 bill in all
    When Fiona reverses bill B-77 in Sage Intacct
    And the sync runs
    Then Re-Leased holds this bill:
      | number | total  | status |
      | B-77   | 360.00 | voided |
    And nobody is told anything

  Scenario: Two bills after all, both travel and are never asked about again
    When the sync runs
    And Priya says that bill B-77 is not the same on both sides
    And the sync runs
    Then nobody is told anything
    And Sage Intacct holds 2 bills in all
    And Re-Leased holds 2 bills in all
    And nothing more is written by another run
