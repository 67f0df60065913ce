"""Does the backward stepper walk the engine's graph, and does it name the slip behind a guess?"""

import time

import pytest
from backprop import Graph
from backprop.widgets.live._layout import lay_out
from backprop.widgets.live._passes import MOST, Passes
from backprop.widgets.live._slips import as_number
from backprop.widgets.live.stepper import EXAMPLES, OWN, Stepper

QZ, QZ_AT = EXAMPLES["(x + y) z"]


def walked(widget: Stepper) -> Stepper:
    """The widget after its last step."""
    for _ in range(widget.view["steps"]):
        widget._act(widget, {"do": "step"})
    return widget


def at_edge(widget: Stepper, gate: str, parent: str, nth: int = 0) -> Stepper:
    """The widget just before a gradient flows from a gate to one of its operands."""
    nodes, events = widget._passes.nodes, widget._passes.events
    found = [
        k
        for k, e in enumerate(events)
        if e.kind == "gradient" and (nodes[e.gate].name, nodes[e.parent].name) == (gate, parent)
    ]
    widget.at = found[nth]
    return widget


def say(widget: Stepper, guess: str) -> str:
    widget.guess = {"of": widget.view["ask"]["of"], "value": guess}
    return widget.view["told"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_do_the_edges_add_up_to_central_differences(example):
    widget, h = walked(Stepper(example=example)), 1e-5
    text, values = EXAMPLES[example]
    rows = {row[0]: row for row in widget.view["table"]["rows"]}
    run = Graph(text).forward
    for name, x in values.items():
        slope = (run(**values | {name: x + h}) - run(**values | {name: x - h})) / (2 * h)
        assert float(rows[name][3].replace("−", "-")) == pytest.approx(slope, rel=1e-3, abs=1e-4)
    assert widget.view["picture"]["done"]


def test_does_a_nudge_move_f_by_gradient_times_nudge():
    widget = walked(Stepper())
    assert "x is raised by 0.01, from −2 to −1.99" in widget.view["ask"]["text"]
    assert "that is the gradient" in say(widget, "-4")
    assert say(widget, "-0.04").startswith("✓") and "from −12 to −12.04" in widget.view["told"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_is_each_answer_accepted_and_in_no_view_before_it_is_due(example):
    widget = Stepper(example=example)
    for k in range(widget.view["steps"]):
        before = [node["grad"] for node in widget.view["picture"]["nodes"]]
        told = say(widget, repr(widget._passes.answer(k)))
        assert told.startswith("✓"), told
        assert [node["grad"] for node in widget.view["picture"]["nodes"]] == before
        widget._act(widget, {"do": "step"})
        assert widget.view["error"] == "" and widget.at == k + 1


def test_do_values_and_gradients_appear_one_edge_at_a_time():
    widget = Stepper(expression="q = x + y; f = q * z", values={"x": -2, "y": 5, "z": -4})
    assert widget.example == "(x + y) z"

    def seen(key):
        return {n["name"]: n[key] for n in widget.view["picture"]["nodes"] if n[key]}

    assert seen("value") == {"x": "−2", "y": "5", "z": "−4"} and seen("grad") == {}
    widget.step()
    widget.step()
    assert seen("value")["q"] == "3" and "f" not in seen("value")
    widget.turn()
    assert seen("value")["f"] == "−12" and seen("grad") == {}
    widget.step()
    assert seen("grad") == {"f": "1"}
    widget.step()
    assert seen("grad") == {"f": "1", "q": "−4"}
    assert [term[2] for term in widget.view["picture"]["equation"]["terms"]] == ["1", "−4", "−4"]
    assert "multiply switches" in widget.view["picture"]["equation"]["pattern"]
    widget.back()
    assert seen("grad") == {"f": "1"}


def test_does_a_copy_add_and_say_so():
    widget = walked(Stepper(expression="x*x + x", values={"x": 3}))
    assert "Copy adds" in widget.view["says"] and widget.view["says"].endswith("= 7.")


@pytest.mark.parametrize(
    ("expression", "values", "edge", "guess", "words"),
    [
        (QZ, QZ_AT, ("f", "q"), "1", "local derivative is"),
        (QZ, QZ_AT, ("f", "q"), "-3", "were added"),
        (QZ, QZ_AT, ("f", "q"), "3", "product switches"),
        (QZ, QZ_AT, ("f", "q"), "4", "the sign is not"),
        (QZ, QZ_AT, ("q", "x"), "1", "that is the local"),
        (QZ, QZ_AT, ("q", "x"), "-2", "add does not share"),
        ("f = 3 * max(a, b)", {"a": 2, "b": 5}, ("s0", "a"), "3", "that operand lost"),
        ("f = 3 * max(a, b)", {"a": 2, "b": 5}, ("s0", "b"), "0", "that operand won"),
        ("f = 5 * x**2", {"x": 3}, ("s0", "x"), "15", "the 2 is missing"),
        ("f = 5 * exp(x)", {"x": 3}, ("s0", "x"), "15", "exp itself"),
        ("f = 5 * sigmoid(n)", {"n": 2}, ("s0", "n"), "4.404", "for the slope"),
    ],
)  # fmt: skip
def test_is_the_slip_behind_a_wrong_guess_named(expression, values, edge, guess, words):
    told = say(at_edge(Stepper(expression=expression, values=values), *edge), guess)
    assert told.startswith("✗") and words in told


def test_is_a_dropped_path_named_where_a_value_is_used_twice():
    widget = at_edge(Stepper(expression="s = x*x; p = x*y; f = s + p", values={"x": 3, "y": 2}),
                     "s", "x", nth=1)  # fmt: skip
    assert "paths add" in say(widget, "3")
    assert say(widget, "8").startswith("✓")


def test_does_giving_up_show_the_number_and_only_then():
    widget = at_edge(Stepper(), "f", "q")
    assert widget.view["picture"]["equation"]["terms"] == []
    assert say(widget, "7").startswith("✗") and "−4 = " not in widget.view["told"]
    widget._act(widget, {"do": "give_up"})
    assert "1 × (−4) = −4" in widget.view["told"]
    assert widget.view["picture"]["equation"]["terms"][2][2] == "−4"


@pytest.mark.parametrize(
    ("expression", "error"),
    [
        ("x + (y", "column"),
        ("x ^ 2", "write **"),
        ("sin(x)", "unknown function sin"),
        ("3", "made of its inputs"),
        ("A @ x", "one number a node"),
        ("log(x - 100)", "not a number"),
        ("x / 0", "infinite here"),
        ("x * 1e300 * 1e300", "infinite here"),
        (" + ".join(f"x{k}" for k in range(20)), "nodes are too many"),
        ("x.__class__", "not allowed"),
    ],
)
def test_does_a_bad_expression_say_why_and_leave_the_last_good_graph(expression, error):
    widget = Stepper()
    good = widget.view["picture"]
    widget.set_state({"expression": expression})
    assert error in widget.view["error"]
    assert widget.view["picture"] == good
    widget._act(widget, {"do": "step"})  # goes on with the graph that is drawn
    assert widget.view["error"] == "" and widget.view["says"].startswith("Still drawn")
    widget.set_state({"expression": "x * y"})
    assert widget.view["error"] == "" and widget.at == 0 and widget.example == OWN


def test_are_values_numbers_and_do_they_move_what_is_shown():
    widget = walked(Stepper())
    widget.set_state({"values": {"x": "1,5", "y": "−1", "z": "2"}})
    rows = {row[0]: row for row in widget.view["table"]["rows"]}
    assert rows["f"][2] == 1.0 and rows["z"][3] == "0.5"
    widget.set_state({"values": {"x": "two"}})
    assert widget.view["error"] == "x must be a number, not 'two'"
    for text in ("", "nan", "1e400"):
        widget.set_state({"values": {"x": text}})
        assert widget.view["error"] == f"x must be a number, not {text!r}"
    assert widget.values["x"] == "1,5"  # so that another value can be set without this one
    widget.set_state({"values": widget.values | {"y": 4}})
    assert widget.view["error"] == "" and widget._passes.values == {"x": 1.5, "y": 4.0, "z": 2.0}
    with pytest.raises(ValueError, match="not a number"):
        Stepper(expression="log(x)", values={"x": -1})


def test_are_tame_values_found_where_those_at_hand_do_not_suit_a_new_expression():
    widget = Stepper()  # x is −2
    widget.set_state({"expression": "log(x) * p"})
    assert widget.view["error"] == "" and widget._passes.values["x"] > 0
    widget.set_state({"values": {"x": "-1", "p": "2"}})
    assert "not a number" in widget.view["error"] and widget.values["x"] > 0


@pytest.mark.parametrize(
    ("text", "number"),
    [("−0,5", -0.5), ("1/4", 0.25), ("2 × −4", -8.0), ("x", None), ("", None), ("1e", None)],
)
def test_is_a_number_read_as_it_is_written(text, number):
    assert as_number(text) == number


def test_do_no_two_boxes_and_no_line_and_box_meet():
    graphs = [Graph(text) for text, _ in EXAMPLES.values()]
    graphs += [
        Graph("a*b + b*c + c*d + d*a + max(a*c, b*d)"),
        Graph("x*y*z*x*y*z*x*y*z*x"),
        Graph("p = x*y; q = p*x; r = q*x; s = r*x; x*p*q*r*s"),
        Graph(" + ".join("abcdefghijklm")),
    ]
    for graph in graphs:
        layout = lay_out(graph)
        places = list(layout.nodes.values())
        for k, (c, r) in enumerate(places):
            assert all(c != d or abs(r - s) > 0.99 for d, s in places[:k])
        for (i, k), route in layout.edges.items():
            assert [c for c, _ in route] == list(range(layout.nodes[i][0], layout.nodes[k][0] + 1))
            for column, row in route[1:-1]:  # where the line passes a column
                assert all(c != column or abs(r - row) > 0.59 for c, r in places)


def test_is_a_long_graph_still_quick():
    widget = Stepper(expression=" + ".join(f"x{k}" for k in range(MOST // 2)))
    assert len(Passes(widget.expression, {}).nodes) == 2 * (MOST // 2) - 1
    times = []
    for _ in range(widget.view["steps"]):
        start = time.process_time()
        widget._act(widget, {"do": "step"})
        times.append(time.process_time() - start)
    assert sorted(times)[len(times) // 2] < 0.02


SHOW = "from backprop.widgets.live.stepper import Stepper\nStepper()"


def overlaps(page) -> list[str]:
    """Pairs of texts in the picture that lie over each other."""
    return page.evaluate(
        """() => {
          const texts = [...document.querySelectorAll('.backprop-live .scrolled svg text')];
          const boxes = texts.map((t) => [t.textContent, t.getBoundingClientRect()]);
          const found = [];
          boxes.forEach(([a, p], i) => boxes.slice(0, i).forEach(([b, q]) => {
            const x = Math.min(p.right, q.right) - Math.max(p.left, q.left);
            const y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
            if (x > 1 && y > 3) found.push(`${a} / ${b}`);
          }));
          return found;
        }"""
    )


def test_does_it_step_with_mouse_and_keys_in_the_browser(show):
    shown = show(SHOW)
    widget, page = shown.widget, shown.page
    forward = widget.get_by_role("button", name="To the way back")
    shown.after(forward.click)
    onward = widget.get_by_role("button", name="Step ▶")
    shown.after(onward.click)
    widget.get_by_label("Your prediction").fill("1")
    shown.after(lambda: page.keyboard.press("Enter"))
    assert "local derivative is missing" in widget.locator(".told").inner_text()
    shown.picture("stepper-wrong")
    widget.get_by_label("Your prediction").fill("-4")
    shown.after(lambda: page.keyboard.press("Enter"))
    assert widget.locator(".told").inner_text().startswith("✓ Yes")
    shown.after(lambda: page.keyboard.press("Enter"))
    page.keyboard.type("3")  # the field of the next question has the focus
    shown.after(lambda: page.keyboard.press("Enter"))
    assert widget.locator(".told").inner_text().startswith("✓ Yes")
    onward.focus()
    shown.after(lambda: page.keyboard.press("ArrowLeft"))
    shown.after(lambda: page.keyboard.press("ArrowRight"))
    assert "multiply switches" in widget.locator(".pattern").inner_text()
    shown.picture("stepper-lit")
    for _ in range(3):  # as fast as a hand can: none is lost
        onward.click()
    widget.locator(".count").filter(has_text="step 9 of 9").wait_for()
    rows = {row[0]: row[3] for row in shown.table()}
    assert rows == {"x": "−4", "y": "−4", "z": "3", "q": "−4", "f": "1"}


def test_are_all_examples_drawn_without_overlap_and_is_a_bad_text_explained(show):
    shown = show(SHOW)
    widget, page = shown.widget, shown.page
    for name in EXAMPLES:
        if name != Stepper().example:
            shown.after(lambda name=name: widget.get_by_label("example").select_option(name))
        steps = int(widget.locator(".count").inner_text().split()[-1])
        widget.get_by_role("button", name="Restart").focus()
        for _ in range(steps):
            page.keyboard.press("ArrowRight")
        widget.locator(".count").filter(has_text=f"step {steps} of").wait_for()
        assert overlaps(page) == []
        shown.picture(f"stepper-{name[:20].replace(' ', '_')}")
    field = widget.get_by_label("expression")
    field.fill("x + (y")
    shown.after(lambda: page.keyboard.press("Enter"))
    assert "never closed" in widget.locator(".error").inner_text()
    shown.picture("stepper-bad")
    field.fill("relu(a*b) - a/b")
    shown.after(lambda: page.keyboard.press("Enter"))
    assert widget.locator(".error").inner_text() == ""
    widget.get_by_label("value of a").fill("1.5")
    shown.after(lambda: page.keyboard.press("Enter"))
    assert [row[2] for row in shown.table() if row[0] == "a"] == ["1.5"]
