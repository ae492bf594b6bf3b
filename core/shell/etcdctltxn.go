package shell

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"raftarium/core/api"
)

// etcdctl's transactions, read line by line: etcdctl/ctlv3/command/txn_command.go.

func planTxn(v ctlValues, args []string, p *ctlPlan) error {
	if len(args) != 0 {
		return fmt.Errorf("txn command does not accept argument")
	}
	p.run, p.untimed = runTxn, true
	p.words = nil
	if v.on("interactive") {
		p.words = []string{"compares:", "success requests (get, put, del):", "failure requests (get, put, del):"}
	}
	return p.connect(v)
}

// runTxn reads the compares, and the operations of the two branches. An empty
// line ends each of the three.
func runTxn(x context, e *etcdctl, ev ctlEvent) {
	switch ev.kind {
	case ctlBegun:
		e.input.reading = readsLines
		e.txn = api.Txn{}
		e.prompt(x)
	case ctlReadToEnd:
		e.fail(x, ctlBadInput, "EOF")
	case ctlRead:
		line := strings.TrimSpace(ev.line)
		if line != "" {
			if refused, code := e.txnLine(line); code != 0 {
				e.input.reading = readsNothing
				x.print(2, refused.usage)
				if code == ctlPanic {
					x.print(2, refused.text+"\n")
					x.exit(code)
					return
				}
				e.fail(x, code, refused.text)
			}
			return
		}
		if e.step++; e.step < 3 {
			e.prompt(x)
			return
		}
		e.input.reading = readsNothing
		e.ask(x, ctlCall{request: e.txn})
	default:
		runOnce(x, e, ev)
	}
}

func (e *etcdctl) prompt(x context) {
	if len(e.plan.words) > 0 {
		x.print(1, e.plan.words[e.step]+"\n")
	}
}

// ctlPanic is the code of a Go program that panics, as etcdctl does at a relation
// that it does not know.
const ctlPanic = 2

// txnLine takes a line of the part that is read; code is 0 where it is right.
func (e *etcdctl) txnLine(line string) (refused txnRefusal, code int) {
	txn := e.txn.(api.Txn)
	defer func() { e.txn = txn }()
	if e.step == 0 {
		c, text, code := parseCompare(line)
		txn.Compare = append(txn.Compare[:len(txn.Compare):len(txn.Compare)], c)
		return txnRefusal{text: text}, code
	}
	op, err := txnOp(line)
	if refused, ok := err.(txnRefusal); ok {
		return refused, ctlBadInput
	} else if err != nil {
		return txnRefusal{text: err.Error()}, codeOf(err)
	}
	branch := &txn.Success
	if e.step == 2 {
		branch = &txn.Failure
	}
	*branch = append((*branch)[:len(*branch):len(*branch)], op)
	return refused, 0
}

// txnRefusal is a line that is not understood, and what etcdctl says first of how
// its operation is used.
type txnRefusal struct{ text, usage string }

func (t txnRefusal) Error() string { return t.text }

func txnOp(line string) (api.Request, error) {
	args, err := argify(line)
	if err != nil {
		return nil, ctlFailure{ctlBadInput, err.Error()}
	}
	if len(args) < 2 {
		return nil, txnRefusal{text: "invalid txn compare request: " + line}
	}
	refused := txnRefusal{text: "invalid txn request: " + line}
	if !slices.Contains([]string{"put", "get", "del"}, args[0]) {
		return nil, refused
	}
	values, operands, err := parseCtlFlags(ctlNamed(args[0]).flags, args[1:])
	if err != nil {
		refused.usage = ctlNamed(args[0]).plainUsage()
		return nil, refused
	}
	switch args[0] {
	case "put":
		return putOf(values, operands)
	case "get":
		return getOf(values, operands)
	}
	return delOf(values, operands)
}

var argPattern = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'|[^'"\s]\S*[^'"\s]?`)

// argify takes the words of a line apart (etcdctl/ctlv3/command/util.go). Of
// what stands in single quotes it leaves as many bytes as there are words less
// one, which is a fault of etcdctl's; here it is left whole.
func argify(line string) ([]string, error) {
	args := argPattern.FindAllString(line, -1)
	for i, arg := range args {
		switch arg[0] {
		case '\'':
			args[i] = arg[1 : len(arg)-1]
		case '"':
			text, err := strconv.Unquote(arg)
			if err != nil {
				return nil, err
			}
			args[i] = text
		}
	}
	return args, nil
}

var (
	compareResults = map[string]api.CompareResult{"=": api.CompareEqual, "!=": api.CompareNotEqual, ">": api.CompareGreater, "<": api.CompareLess}
	compareTargets = map[string]api.CompareTarget{
		"ver": api.CompareVersion, "version": api.CompareVersion, "c": api.CompareCreate, "create": api.CompareCreate,
		"m": api.CompareMod, "mod": api.CompareMod, "val": api.CompareValue, "value": api.CompareValue, "lease": api.CompareLease,
	}
)

// parseCompare reads a compare such as mod("key") > "0".
func parseCompare(line string) (c api.Compare, text string, code int) {
	target, rest, ok := strings.Cut(line, "(")
	if !ok {
		return c, "malformed comparison: " + line, ctlBadInput
	}
	key, op, value, ok := scanCompare(rest)
	if !ok {
		return c, fmt.Sprintf("malformed comparison: %s; got %s(%q) %s %q", line, target, key, op, value), ctlBadInput
	}
	if c.Target, ok = compareTargets[target]; !ok {
		return c, fmt.Sprintf("malformed comparison: %s (unknown target %s)", line, target), ctlBadInput
	}
	c.Key = []byte(key)
	base := 10
	if c.Target == api.CompareLease {
		base = 16
	}
	if c.Target == api.CompareValue {
		c.Value = []byte(value)
	} else if n, err := strconv.ParseInt(value, base, 64); err == nil {
		c.Number = n
	} else {
		return c, "invalid txn compare request: " + line, ctlBadInput
	}
	if c.Result, ok = compareResults[op]; !ok {
		return c, "panic: Unknown result op", ctlPanic
	}
	return c, "", 0
}

// scanCompare reads what stands after the parenthesis, as Sscanf of
// `%q) %s %q` does: each part as far as it goes, with at least one space where
// the format has one.
func scanCompare(text string) (key, op, value string, ok bool) {
	key, rest, ok := cutQuoted(text)
	if !ok || !strings.HasPrefix(rest, ")") {
		return key, "", "", false
	}
	rest, ok = cutSpace(rest[1:])
	if !ok || rest == "" {
		return key, "", "", false
	}
	end := strings.IndexFunc(rest, unicode.IsSpace)
	if end < 0 {
		return key, rest, "", false
	}
	op = rest[:end]
	value, _, ok = cutQuoted(rest[end:])
	return key, op, value, ok
}

// cutSpace leaves out the spaces that a text begins with, if it does.
func cutSpace(text string) (rest string, ok bool) {
	rest = strings.TrimLeftFunc(text, unicode.IsSpace)
	return rest, len(rest) < len(text)
}

// cutQuoted reads a Go string in quotes from the beginning of a text, after spaces.
func cutQuoted(text string) (value, rest string, ok bool) {
	text, _ = cutSpace(text)
	quoted, err := strconv.QuotedPrefix(text)
	if err != nil || quoted[0] == '\'' {
		return "", text, false
	}
	value, err = strconv.Unquote(quoted)
	return value, text[len(quoted):], err == nil
}
