import pytest
from django.utils import translation

from linli.base.ui.charts import HEIGHT, WIDTH, Point, Tile, breaks_of, nice_scale, shown, spark, tile_map, trend


@pytest.mark.parametrize(
    ("lowest", "highest", "marks"),
    [
        (0, 455, [0, 200, 400, 600]),
        (0, 3, [0, 1, 2, 3]),
        (0, 0, [0, 1]),
        (87.5, 95, [86, 88, 90, 92, 94, 96]),
        (-4, 10, [-5, 0, 5, 10]),
    ],
)
def test_marks_are_round_and_enclose_the_values(lowest: float, highest: float, marks: list[float]) -> None:
    assert nice_scale(lowest, highest) == marks


def test_points_stand_above_their_labels() -> None:
    chart = trend([Point("a", 0), Point("b", 10)])
    assert chart.line == f"M150 {HEIGHT}L450 0"
    assert [label.words for label in chart.labels] == ["a", "b"]
    assert chart.ticks == ["10", "5", "0"]
    assert chart.grid[0] == f"M0 {HEIGHT}H{WIDTH}"


def test_no_line_is_drawn_through_what_is_not_known() -> None:
    chart = trend([Point("a", 10), Point("b", None), Point("c", 10), Point("d", 10)])
    assert chart.line == "M75 0M375 0L525 0"
    assert [row.value for row in chart.rows] == ["10", "–", "10", "10"]


def test_bars_stand_on_zero_and_hang_below_it() -> None:
    up, none, down = trend([Point("a", 10), Point("b", None), Point("c", -10)], kind="bar").bars
    assert (up.y, up.height) == (0, HEIGHT / 2)
    assert (none.y, none.height) == (HEIGHT / 2, 0)
    assert (down.y, down.height) == (HEIGHT / 2, HEIGHT / 2)


def test_a_target_lies_within_the_marks() -> None:
    chart = trend([Point("a", 80)], unit="%", target=95, from_zero=False)
    assert chart.target == "95%"
    assert chart.ticks == ["95%", "90%", "85%", "80%"]
    assert chart.target_line == f"M0 0H{WIDTH}"


def test_labels_are_thinned_but_the_last_stays() -> None:
    chart = trend([Point(str(month), month) for month in range(1, 13)])
    assert [label.words for label in chart.labels] == ["", "2", "", "4", "", "6", "", "8", "", "10", "", "12"]
    assert [label.words for label in chart.labels if label.is_minor] == ["2", "6", "10"]


def test_nothing_known_says_so() -> None:
    with translation.override("zh-hans"):
        chart = trend([Point("a", None)])
        assert (chart.is_empty, chart.summary, chart.line) == (True, "还没有数据", "")
        assert trend([]).summary == "还没有数据"


def test_a_chart_is_told_in_one_sentence() -> None:
    with translation.override("zh-hans"):
        assert trend([Point("1 月", 3), Point("2 月", 9), Point("3 月", 5)], unit=" 件").summary == (
            "3 月 为 5 件；最低 1 月 3 件，最高 2 月 9 件"
        )


def test_a_flat_sparkline_stays_on_the_canvas() -> None:
    assert spark([5, 5, 5]).line == "M0 28L50 28L100 28"
    assert spark([]).line == ""


@pytest.mark.parametrize(("value", "words"), [(1234567, "1,234,567"), (94.62, "94.6"), (94.0, "94"), (None, "–")])
def test_numbers_are_shown_with_separators(value: float | None, words: str) -> None:
    assert shown(value) == words


def test_breaks_part_values_into_equal_groups() -> None:
    assert breaks_of(list(range(100))) == [20, 40, 60, 80]
    assert breaks_of([0, 0, 0, 0, 7]) == [7]
    assert breaks_of([3, 3, 3]) == []
    assert breaks_of([0] * 300 + [1] * 60 + [2] * 9 + [19, 24, 29]) == [1, 19, 24, 29]
    assert breaks_of([]) == []


def test_tiles_stand_in_blocks_near_to_squares() -> None:
    tiles = [Tile(f"{n}", n, f"/{n}/", block="一街道" if n < 4 else "二街道") for n in range(14)]
    blocks = tile_map(tiles).blocks
    assert [(block.name, block.columns, len(block.tiles)) for block in blocks] == [("一街道", 2, 4), ("二街道", 4, 10)]


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (7, 3), (25, 5), (26, 6), (49, 10), (66, 12)])
def test_large_blocks_are_wider_than_high(count: int, columns: int) -> None:
    assert tile_map([Tile("a", 1, "#")] * count).blocks[0].columns == columns


def test_each_tile_takes_the_step_of_its_value() -> None:
    with translation.override("zh-hans"):
        placed = tile_map([Tile("a", value, "#") for value in (0, 4, 5, 19, 20, None)], breaks=[5, 10, 15, 20])
    assert [tile.step for tile in placed.blocks[0].tiles] == [1, 1, 2, 4, 5, 0]
    assert [(key.step, key.words) for key in placed.legend] == [
        (1, "0–4"),
        (2, "5–9"),
        (3, "10–14"),
        (4, "15–19"),
        (5, "20"),
        (0, "没有数据"),
    ]


def test_equal_values_make_one_step() -> None:
    placed = tile_map([Tile("a", 2, "#"), Tile("b", 2, "#")])
    assert [(key.step, key.words) for key in placed.legend] == [(3, "2")]
    assert {tile.step for tile in placed.blocks[0].tiles} == {3}
