Feature: 22 - The connector's user is limited to one entity, and cannot touch suppliers of the top level
  Suppliers belong to the whole company, the user to one entity. With other connectors every supplier's change
  fails, bill by bill, with a sentence about levels that nobody at the desk understands.

  Background:
    Given the sync's user in Sage Intacct is limited to the entity "North"
    And Sage Intacct has the supplier V-100 "Lift Care Ltd"
    And both ledgers are in step

  Scenario: A supplier of the top level is used and never touched, so its changes cannot fail
    When Marcus enters this bill in Re-Leased:
      | number | supplier      | net    | VAT   |
      | B-100  | Lift Care Ltd | 300.00 | 60.00 |
    And Marcus changes the telephone of the supplier "Lift Care Ltd" to "020 7946 0001" in Re-Leased
    And a plan is made
    Then the plan would create 1 bill for 360.00 GBP in Sage Intacct
    And the plan would write nothing else
    When the sync runs
    Then Sage Intacct holds this bill:
      | number | supplier      | total  | status |
      | B-100  | Lift Care Ltd | 360.00 | draft  |
    And the telephone of the supplier "Lift Care Ltd" is "" in Sage Intacct
    And people are told "Changed in Re-Leased, belongs in Sage Intacct (V-100 Lift Care Ltd)":
      | held up | 1 vendor                                                   |
      | example | telephone: - in Sage Intacct, 020 7946 0001 in Re-Leased   |
    And nobody is told anything else
    And nothing more is written by another run
    When Fiona changes the telephone of the supplier "Lift Care Ltd" to "020 7946 0001" in Sage Intacct
    And the sync runs
    Then nobody is told anything

  Scenario: Bills of the top level that it may not post are one message, and close once somebody posts them
    Given Sage Intacct has these bills:
      | number | supplier      | net    | VAT   | status |
      | B-200  | Lift Care Ltd | 300.00 | 60.00 | draft  |
      | B-201  | Lift Care Ltd | 100.00 | 20.00 | draft  |
    And the sync runs
    When Marcus approves bill B-200 in Re-Leased
    And Marcus approves bill B-201 in Re-Leased
    And the sync runs
    Then people are told "Refused: The record (this one) belongs to the top level.":
      | held up   | 2 bills                       |
      | money     | 480.00 GBP                    |
      | example   | B-200: Change it from there.  |
      | next step | Mend what the message names   |
    And nobody is told anything else
    And Sage Intacct holds these bills:
      | number | total  | status |
      | B-200  | 360.00 | draft  |
      | B-201  | 120.00 | draft  |
    And nothing more is written by another run
    When Fiona posts bill B-200 in Sage Intacct
    And Fiona posts bill B-201 in Sage Intacct
    And the sync runs
    Then nobody is told anything
    And nothing more is written by another run
