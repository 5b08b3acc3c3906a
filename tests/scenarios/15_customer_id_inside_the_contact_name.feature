Feature: 15 - Re-Leased shows Sage Intacct's ID inside the contact's name
  The name in Re-Leased is Sage Intacct's ID and name in one. Whoever matches or searches by name finds
  nothing, takes the tenant for missing, and enters it a second time.

  Scenario: A tenant from Sage Intacct carries its ID there, and its plain name as correspondence name
    Given Sage Intacct has the tenant C-100 "Dock Ltd"
    When the sync runs
    Then Re-Leased lists the tenant "Dock Ltd" as "C-100 Dock Ltd"
    When Fiona renames the tenant "Dock Ltd" to "Dock & Sons Ltd" in Sage Intacct
    And the sync runs
    Then Re-Leased lists the tenant "Dock & Sons Ltd" as "C-100 Dock & Sons Ltd"
    And Re-Leased has no tenant "Dock Ltd"
    And looking for "C-100" finds the customer "Dock & Sons Ltd"
    And looking for "sons" finds the customer "Dock & Sons Ltd"
    And looking for "Dock Ltd" finds the customer "Dock & Sons Ltd"
    And nobody is told anything
    And nothing more is written by another run

  Scenario: A tenant from Re-Leased is one tenant ever after, whatever name it goes by
    Given Re-Leased has the tenant "Mill Bakery Ltd"
    When the sync runs
    Then Sage Intacct has one tenant "Mill Bakery Ltd"
    And Re-Leased has one tenant "Mill Bakery Ltd"
    When Fiona renames the tenant "Mill Bakery Ltd" to "Mill Bakery & Co" in Sage Intacct
    And the sync runs
    Then Re-Leased lists the tenant "Mill Bakery & Co" with its Sage Intacct ID before the name
    And Re-Leased has no tenant "Mill Bakery Ltd"
    When Marcus enters this sales invoice in Re-Leased:
      | number | tenant           | net    | VAT   |
      | RL-901 | Mill Bakery & Co | 100.00 | 20.00 |
    And the sync runs
    Then Sage Intacct holds this sales invoice:
      | number | tenant           | total  |
      | RL-901 | Mill Bakery & Co | 120.00 |
    And Sage Intacct has one tenant "Mill Bakery & Co"
    And nobody is told anything
    And nothing more is written by another run
