Feature: 13 - A phone number is edited in Re-Leased and lost to Sage Intacct
  Contacts are changed in Sage Intacct only. Re-Leased lets people edit them all the same, and nobody notices
  that the books keep the old number until the next change from there puts it back.

  Background:
    Given Sage Intacct has the tenant C-100 "Dock Ltd"
    And both ledgers are in step

  Scenario: The difference is shown, nothing is overwritten, and it closes once Sage Intacct says the same
    When Marcus changes the telephone of the tenant "Dock Ltd" to "020 7946 0001" in Re-Leased
    And the sync runs
    Then people are told "Changed in Re-Leased, belongs in Sage Intacct (C-100 Dock Ltd)":
      | held up   | 1 customer                                                                |
      | why       | Changes to this record are made in Sage Intacct and copied to Re-Leased.  |
      | next step | Make the same change in Sage Intacct |
      | example   | telephone: - in Sage Intacct, 020 7946 0001 in Re-Leased                              |
    And the sync wrote nothing
    And nothing more is written by another run
    When Fiona changes the telephone of the tenant "Dock Ltd" to "020 7946 0001" in Sage Intacct
    And the sync runs
    Then nobody is told anything
    And the telephone of the tenant "Dock Ltd" is "020 7946 0001" in Re-Leased
    And nothing more is written by another run

  Scenario: Taken back in Re-Leased, it closes too
    When Marcus changes the telephone of the tenant "Dock Ltd" to "020 7946 0001" in Re-Leased
    And the sync runs
    And Marcus changes the telephone of the tenant "Dock Ltd" to "" in Re-Leased
    And the sync runs again
    Then nobody is told anything

  Scenario: Another number given in Sage Intacct meanwhile is a conflict, and neither is overwritten
    When Marcus changes the telephone of the tenant "Dock Ltd" to "020 7946 0001" in Re-Leased
    And Fiona changes the telephone of the tenant "Dock Ltd" to "020 7946 0002" in Sage Intacct
    And the sync runs
    Then people are told "Changed differently on both sides (Dock Ltd)":
      | held up | 1 customer |
    And the telephone of the tenant "Dock Ltd" is "020 7946 0001" in Re-Leased
    And the telephone of the tenant "Dock Ltd" is "020 7946 0002" in Sage Intacct
