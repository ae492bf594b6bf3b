package shell

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/narrate"
)

// comparisons are the operators of `expect`.
var comparisons = []string{"==", "!=", "<", "<=", ">", ">=", "contains", "matches"}

func runExpect(x context, args []string, _ variables) {
	failed, err := Expect(x.look, args[1:])
	switch {
	case err != nil:
		x.print(2, "expect: "+err.Error()+"\n")
		x.exit(2)
	case failed != nil:
		x.print(2, "expect: "+failed.Error()+"\n")
		x.exit(1)
	default:
		x.exit(0)
	}
}

// Expect compares what lies at a path, which look looks up, as the words of an
// `expect` say: PATH OP VALUE. It says what was found where that is not what was
// expected; the error is about the question.
func Expect(look func(path string) (string, error), args []string) (failed, err error) {
	if len(args) < 3 {
		return nil, narrate.Fail("bad.expect")
	}
	path, op, value := args[0], args[1], args[2]
	if len(args) > 3 {
		return nil, narrate.Fail("bad.expect-word", "word", args[3])
	}
	if !slices.Contains(comparisons, op) {
		return nil, narrate.Fail("bad.expect-op", "op", op, "ops", strings.Join(comparisons, " "))
	}
	found, err := look(path)
	if err != nil {
		return nil, err
	}
	holds, err := compare(found, op, value)
	if err != nil {
		return nil, narrate.FailFor(err, "bad.of", "what", path)
	}
	if holds {
		return nil, nil
	}
	return narrate.Fail("bad.expected", "path", path, "found", shown(found),
		"op", op, "value", shown(value)), nil
}

// look returns the value at a path. The newlines at the end of what a command
// printed are left out, as in the shell's $(…).
func (x context) look(path string) (string, error) {
	field, ok := strings.CutPrefix(path, "last.")
	if !ok && path != "last" {
		return x.host.Probe(x.turn.World(), path)
	}
	switch field {
	case "stdout":
		return strings.TrimRight(x.last.Stdout, "\r\n"), nil
	case "stderr":
		return strings.TrimRight(x.last.Stderr, "\r\n"), nil
	case "code":
		return strconv.Itoa(x.last.Code), nil
	}
	return "", fmt.Errorf("there are last.stdout, last.stderr and last.code, not %s", path)
}

// compare reports whether found stands to value as op says. What both can be
// read as a number is compared as numbers.
func compare(found, op, value string) (bool, error) {
	switch op {
	case "contains":
		return strings.Contains(found, value), nil
	case "matches":
		pattern, err := regexp.Compile(value)
		if err != nil {
			return false, narrate.FailFor(err, "bad.pattern")
		}
		return pattern.MatchString(found), nil
	}
	a, errA := strconv.ParseFloat(found, 64)
	b, errB := strconv.ParseFloat(value, 64)
	numbers := errA == nil && errB == nil
	switch op {
	case "==":
		return found == value || numbers && a == b, nil
	case "!=":
		return found != value && !(numbers && a == b), nil
	}
	if !numbers {
		return false, narrate.Fail("bad.numbers", "found", shown(found), "value", shown(value), "op", op)
	}
	switch op {
	case "<":
		return a < b, nil
	case "<=":
		return a <= b, nil
	case ">":
		return a > b, nil
	}
	return a >= b, nil
}

// shown is a value as it may stand in a sentence.
func shown(value string) string {
	if value == "" || strings.ContainsAny(value, " \n\t") {
		return shorten(strconv.Quote(value))
	}
	return shorten(value)
}
