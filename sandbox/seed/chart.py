"""The company's chart of accounts, tax rates and dimension members."""

from collections.abc import Iterator
from decimal import Decimal

from sandbox.seed.portfolio import (
    BornIn,
    DimensionValue,
    LedgerAccount,
    Property,
    TaxRate,
)

BANK = "1000"
RENT = "4000"
TURNOVER_RENT = "4010"
CAR_PARKING = "4020"
SERVICE_CHARGE = "4100"
UTILITIES_RECHARGE = "4110"
INSURANCE_RECHARGE = "4200"
SUNDRY_RECHARGE = "4300"
LEGAL_RECHARGE = "4310"
LICENCE_FEES = "4400"
WAYLEAVES = "4410"
ADVERTISING_SITES = "4420"

SALE_STANDARD = "UK Sale Standard"
SALE_REDUCED = "UK Sale Reduced"
SALE_ZERO = "UK Sale Zero"
SALE_EXEMPT = "UK Sale Exempt"

# Number, title, class. Re-Leased already bills on the first group, so both ledgers know it.
_KNOWN_TO_BOTH = (
    (BANK, "Rent Collection Account", "Asset"),
    (RENT, "Rental Income", "Revenue"),
    (TURNOVER_RENT, "Turnover Rent", "Revenue"),
    (CAR_PARKING, "Tenant Car Parking", "Revenue"),
    (SERVICE_CHARGE, "Service Charge Income", "Revenue"),
    (UTILITIES_RECHARGE, "Utilities Recharged", "Revenue"),
    (INSURANCE_RECHARGE, "Insurance Recharged", "Revenue"),
    (SUNDRY_RECHARGE, "Sundry Recharges to Tenants", "Revenue"),
    (LEGAL_RECHARGE, "Legal Costs Recharged", "Revenue"),
)
_KNOWN_TO_INTACCT = (
    ("1010", "Current Account", "Asset"),
    ("1020", "Deposit Account", "Asset"),
    ("1100", "Trade Debtors", "Asset"),
    ("1110", "Accrued Income", "Asset"),
    ("1150", "Prepayments", "Asset"),
    ("1200", "VAT Input", "Asset"),
    ("1500", "Investment Property", "Asset"),
    ("1510", "Plant and Machinery", "Asset"),
    ("1590", "Accumulated Depreciation", "Asset"),
    ("2000", "Trade Creditors", "Liability"),
    ("2050", "Accruals", "Liability"),
    ("2100", "Deferred Rent", "Liability"),
    ("2150", "Rent Deposits Held", "Liability"),
    ("2200", "VAT Output", "Liability"),
    ("2250", "VAT Control", "Liability"),
    ("2300", "Corporation Tax", "Liability"),
    ("2500", "Bank Loan", "Liability"),
    ("3000", "Share Capital", "Equity"),
    ("3100", "Retained Earnings", "Equity"),
    (LICENCE_FEES, "Licence Fees", "Revenue"),
    (WAYLEAVES, "Wayleaves and Telecom Sites", "Revenue"),
    (ADVERTISING_SITES, "Advertising Sites", "Revenue"),
    ("4900", "Bank Interest Received", "Revenue"),
    ("5000", "Repairs and Maintenance", "Expense"),
    ("5010", "Lift Maintenance", "Expense"),
    ("5020", "Cleaning", "Expense"),
    ("5030", "Security", "Expense"),
    ("5040", "Electricity", "Expense"),
    ("5050", "Gas", "Expense"),
    ("5060", "Water", "Expense"),
    ("5100", "Building Insurance", "Expense"),
    ("5200", "Business Rates on Voids", "Expense"),
    ("5300", "Letting Agents' Fees", "Expense"),
    ("5310", "Legal and Professional", "Expense"),
    ("6000", "Salaries", "Expense"),
    ("7000", "Bank Charges", "Expense"),
)
_BANKS = frozenset({BANK, "1010", "1020"})

_DEPARTMENTS = (
    ("EST", "Estates"),
    ("FAC", "Facilities"),
    ("LET", "Lettings"),
    ("FIN", "Finance"),
)
DEPARTMENT_CODES = tuple(code for code, _ in _DEPARTMENTS)
_CLASSES = (("OFF", "Office"), ("RET", "Retail"), ("IND", "Industrial"), ("MIX", "Mixed use"))


def accounts() -> tuple[LedgerAccount, ...]:
    """The chart, in order of account number."""
    known = [(entry, BornIn.BOTH) for entry in _KNOWN_TO_BOTH]
    known += [(entry, BornIn.INTACCT) for entry in _KNOWN_TO_INTACCT]
    return tuple(
        LedgerAccount(
            number=number,
            title=title,
            account_class=account_class,
            born_in=born_in,
            is_bank=number in _BANKS,
        )
        for (number, title, account_class), born_in in sorted(known)
    )


def tax_rates() -> tuple[TaxRate, ...]:
    """Value added tax as the United Kingdom levies it, on sales and on purchases."""
    return (
        TaxRate(SALE_STANDARD, "Standard rate 20%", Decimal(20), True, BornIn.BOTH),
        TaxRate(SALE_REDUCED, "Reduced rate 5%", Decimal(5), True, BornIn.BOTH),
        TaxRate(SALE_ZERO, "Zero rate", Decimal(0), True, BornIn.INTACCT),
        TaxRate(SALE_EXEMPT, "Exempt", Decimal(0), True, BornIn.BOTH),
        TaxRate("UK Purchase Standard", "Purchases 20%", Decimal(20), False, BornIn.INTACCT),
        TaxRate("UK Purchase Reduced", "Purchases 5%", Decimal(5), False, BornIn.INTACCT),
        TaxRate("UK Purchase Zero", "Purchases zero rate", Decimal(0), False, BornIn.INTACCT),
        TaxRate("UK Purchase Exempt", "Purchases exempt", Decimal(0), False, BornIn.INTACCT),
    )


def dimension_values(properties: tuple[Property, ...]) -> tuple[DimensionValue, ...]:
    """One LOCATION for every property, known to both; departments and classes of Intacct."""
    return tuple(_dimension_values(properties))


def _dimension_values(properties: tuple[Property, ...]) -> Iterator[DimensionValue]:
    for building in properties:
        yield DimensionValue("LOCATION", building.reference, building.name, BornIn.BOTH)
    for code, name in _DEPARTMENTS:
        yield DimensionValue("DEPARTMENT", code, name, BornIn.INTACCT)
    for code, name in _CLASSES:
        yield DimensionValue("CLASS", code, name, BornIn.INTACCT)
