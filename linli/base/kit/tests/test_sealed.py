"""Sealed fields: unreadable, unforgeable, findable by equality, masked."""

import pytest
from cryptography.exceptions import InvalidTag
from pytest_django import Settings

from linli.base.kit.sealed import digest, mask_name, mask_number, mask_phone, seal, unseal

TEXT = "110105194912310021"


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_either_cipher_gives_back_what_was_sealed(settings: Settings, cipher: str) -> None:
    settings.LINLI_SEAL_CIPHER = cipher
    sealed = seal(TEXT)
    assert unseal(sealed) == TEXT
    assert unseal(memoryview(sealed)) == TEXT
    assert TEXT.encode() not in sealed
    assert seal(TEXT) != sealed


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_each_changed_byte_is_noticed(settings: Settings, cipher: str) -> None:
    settings.LINLI_SEAL_CIPHER = cipher
    sealed = seal(TEXT)
    for position in range(1, len(sealed)):
        forged = sealed[:position] + bytes([sealed[position] ^ 1]) + sealed[position + 1 :]
        with pytest.raises(InvalidTag):
            unseal(forged)


def test_what_one_cipher_sealed_is_read_after_the_setting_changed(settings: Settings) -> None:
    settings.LINLI_SEAL_CIPHER = "sm4"
    sealed = seal(TEXT)
    settings.LINLI_SEAL_CIPHER = "aes"
    assert unseal(sealed) == TEXT


def test_another_key_reads_nothing(settings: Settings) -> None:
    sealed, index = seal(TEXT), digest("number", TEXT)
    settings.LINLI_SEAL_KEY = "another key altogether"
    with pytest.raises(InvalidTag):
        unseal(sealed)
    assert digest("number", TEXT) != index


def test_a_blind_index_is_equal_for_one_purpose_only() -> None:
    assert digest("number", TEXT) == digest("number", TEXT)
    assert len({digest("number", TEXT), digest("phone", TEXT), digest("number-tail:a", TEXT)}) == 3
    assert len(digest("number", "")) == 32


@pytest.mark.parametrize(
    ("name", "masked"), [("王秀英", "王**"), ("李雷", "李*"), ("王", "王*"), ("", ""), ("Anna", "A***")]
)
def test_a_masked_name_keeps_its_first_character(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13800001234", "138****1234"), ("03353012345", "033****2345"), ("3012345", "*****45"), ("", ""), ("1", "1")],
)
def test_a_masked_phone(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_a_masked_number_keeps_its_last_four() -> None:
    assert mask_number("11010519491231002X") == "**************002X"
    assert mask_number("12") == "12"
