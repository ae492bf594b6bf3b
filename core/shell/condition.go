package shell

import (
	"fmt"
	"strconv"
	"strings"
)

// runTest is test and [ (IEEE 1003.1, test).
func runTest(x context, args []string, _ variables) {
	words := args[1:]
	if args[0] == "[" {
		if len(words) == 0 || words[len(words)-1] != "]" {
			x.complain("[: missing `]'")
			x.exit(2)
			return
		}
		words = words[:len(words)-1]
	}
	t := &tester{words: words, files: x.here()}
	holds := len(words) > 0 && t.or()
	if t.err == "" && t.at < len(words) {
		t.err = "too many arguments"
		if len(words) == 2 || len(words) == 3 {
			t.err = words[len(words)-2] + ": " + []string{"unary", "binary"}[len(words)-2] + " operator expected"
		}
	}
	if t.err != "" {
		x.complain("%s: %s", args[0], t.err)
		x.exit(2)
		return
	}
	x.exit(btoi(!holds))
}

// tester reads a test and decides it as it goes.
type tester struct {
	words []string
	at    int
	files place
	depth int
	err   string
}

func (t *tester) or() bool {
	v := t.and()
	for t.accept("-o") {
		w := t.and()
		v = v || w
	}
	return v
}

func (t *tester) and() bool {
	v := t.not()
	for t.accept("-a") {
		w := t.not()
		v = v && w
	}
	return v
}

func (t *tester) accept(word string) bool {
	if t.at < len(t.words) && t.words[t.at] == word {
		t.at++
		return true
	}
	return false
}

func (t *tester) not() bool {
	left := len(t.words) - t.at
	if left > 1 && t.words[t.at] == "!" && !(left == 3 && isBinary(t.words[t.at+1])) {
		if t.depth++; t.depth > nestedMax {
			t.err = "too many arguments"
			return false
		}
		t.at++
		return !t.not()
	}
	return t.primary()
}

func isBinary(op string) bool {
	switch op {
	case "=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge":
		return true
	}
	return false
}

func (t *tester) primary() bool {
	if t.at >= len(t.words) {
		t.err = "argument expected"
		return false
	}
	rest := t.words[t.at:]
	if len(rest) >= 3 && isBinary(rest[1]) {
		t.at += 3
		return t.binary(rest[0], rest[1], rest[2])
	}
	if rest[0] == "(" && len(rest) > 2 {
		if t.depth++; t.depth > nestedMax {
			t.err = "too many arguments"
			return false
		}
		t.at++
		v := t.or()
		if !t.accept(")") && t.err == "" {
			t.err = "`)' expected"
		}
		return v
	}
	if len(rest) >= 2 && len(rest[0]) == 2 && rest[0][0] == '-' && strings.IndexByte("nzefrswxdtLhpS", rest[0][1]) >= 0 {
		t.at += 2
		data, found := t.files.read(rest[1])
		switch rest[0][1] {
		case 'n':
			return rest[1] != ""
		case 'z':
			return rest[1] == ""
		case 't', 'L', 'h', 'p', 'S': // no stream is a terminal to a script, and there are no links
			return false
		case 's':
			return len(data) > 0
		case 'd':
			return t.files.files.isFolder(t.files.folderPath(rest[1]))
		case 'e', 'r', 'w', 'x':
			return found || rest[1] != "" && t.files.files.isFolder(t.files.folderPath(rest[1]))
		case 'f':
			return found && rest[1] != "/dev/null"
		}
		return found
	}
	t.at++
	return rest[0] != ""
}

func (t *tester) binary(a, op, b string) bool {
	switch op {
	case "=", "==":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case ">":
		return a > b
	}
	n, err := strconv.ParseInt(strings.TrimSpace(a), 10, 64)
	bad := a
	m, errB := strconv.ParseInt(strings.TrimSpace(b), 10, 64)
	if err == nil {
		bad, err = b, errB
	}
	if err != nil {
		if t.err == "" {
			t.err = fmt.Sprintf("%s: integer expression expected", bad)
		}
		return false
	}
	return ordered(n, op, m)
}

// ordered decides -eq and its kin.
func ordered(n int64, op string, m int64) bool {
	switch op {
	case "-eq":
		return n == m
	case "-ne":
		return n != m
	case "-lt":
		return n < m
	case "-le":
		return n <= m
	case "-gt":
		return n > m
	}
	return n >= m
}
