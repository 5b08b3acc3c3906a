Feature: 16 - A supplier bills in a foreign currency
  Re-Leased keeps one currency. A bill in euros taken at its face would stand there as so many pounds.

  Background:
    Given Sage Intacct has the supplier V-100 "Aufzug GmbH"
    And both ledgers are in step

  Scenario: It is refused by its currency, never taken at its face, and travels once entered in pounds
    When Fiona enters these bills in EUR in Sage Intacct:
      | number | supplier    | net    | VAT  |
      | B-100  | Aufzug GmbH | 500.00 | 0.00 |
      | B-101  | Aufzug GmbH | 250.00 | 0.00 |
    And the sync runs
    Then people are told "Foreign currency: EUR":
      | held up   | 2 bills                                                             |
      | money     | 750.00 EUR                                                          |
      | why       | Only documents and payments in the company's own currency travel.   |
      | next step | in the company's currency                                           |
    And nobody is told anything else
    And Re-Leased holds no bill B-100
    And nothing more is written by another run
    When Fiona reverses bill B-100 in Sage Intacct
    And Fiona reverses bill B-101 in Sage Intacct
    And Fiona enters this bill in Sage Intacct:
      | number | supplier    | net    | VAT  |
      | B-102  | Aufzug GmbH | 640.00 | 0.00 |
    And the sync runs
    Then nobody is told anything
    And Re-Leased holds this bill:
      | number | total  | status   |
      | B-102  | 640.00 | approved |
    And nothing more is written by another run
