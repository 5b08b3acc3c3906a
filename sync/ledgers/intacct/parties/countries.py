"""Countries: Intacct wants its own full English names, Re-Leased holds two-letter codes.

The table holds the countries that property companies on Re-Leased bill in, spelt as in Intacct's list where
that is known. A country that is not here passes through as it stands.
"""

_NAMES = {
    "AE": "United Arab Emirates",
    "AT": "Austria",
    "AU": "Australia",
    "BE": "Belgium",
    "CA": "Canada",
    "CH": "Switzerland",
    "CN": "China",
    "DE": "Germany",
    "DK": "Denmark",
    "ES": "Spain",
    "FI": "Finland",
    "FJ": "Fiji",
    "FR": "France",
    "GB": "United Kingdom",
    "GG": "Guernsey",
    "HK": "Hong Kong",
    "IE": "Ireland",
    "IM": "Isle of Man",
    "IN": "India",
    "IT": "Italy",
    "JE": "Jersey",
    "JP": "Japan",
    "LU": "Luxembourg",
    "MY": "Malaysia",
    "NL": "Netherlands",
    "NO": "Norway",
    "NZ": "New Zealand",
    "PL": "Poland",
    "PT": "Portugal",
    "SE": "Sweden",
    "SG": "Singapore",
    "US": "United States",
    "ZA": "South Africa",
}
_CODES = {name.casefold(): code for code, name in _NAMES.items()}
_CODES |= {"united states of america": "US", "great britain": "GB", "uk": "GB"}

_CODE_LENGTH = 2


def country_read(name: str, code: str) -> str:
    """The country as records hold it: the code where one is given or known, else the text itself."""
    return code.upper() or _CODES.get(name.casefold(), name)


def country_written(country: str) -> tuple[str, str]:
    """A record's country as Intacct takes it: its name, and its code where the text is or has one."""
    code = _CODES.get(country.casefold(), country.upper() if len(country) == _CODE_LENGTH else "")
    return _NAMES.get(code, country), code
