Feature: 26 - Somebody with "Can approve invoices" passed by the workflow, and the auditor asks who
  Re-Leased lets such a person approve any bill at any step. A year later nobody can say who did, and when.

  Background:
    Given Sage Intacct has the supplier V-100 "Lift Care Ltd"
    And both ledgers are in step
    And bills from 1,000.00 GBP need the approval workflow "Large bills" in Re-Leased
    And Re-Leased has this bill:
      | number | supplier      | net      | VAT    |
      | B-100  | Lift Care Ltd | 2,000.00 | 400.00 |
    And both ledgers are in step

  Scenario: Approved by a person past the workflow, it is posted, and the trail says who, when and how much
    When Marcus approves bill B-100 in Re-Leased
    And the sync runs
    Then Sage Intacct holds this bill:
      | number | total    | status |
      | B-100  | 2,400.00 | posted |
    And bill B-100 shows that Marcus Poe changed it last in Re-Leased
    And bill B-100 shows that the sync posted it in Sage Intacct
    And the audit trail is unbroken

  Scenario: The sync itself never passes by the workflow
    When Fiona posts bill B-100 in Sage Intacct
    And the sync runs
    Then people are told "QQQ":
      | held up   | 1 bill |
