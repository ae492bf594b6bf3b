package shell

import (
	"fmt"
	"slices"
	"strings"

	"raftarium/core/wire"
)

// following is `tail -f`: it shows what is added to a file, until it is ended.
type following struct {
	passive
	path string
	at   int // bytes that were shown
}

// runTail is tail: what it shows at first is the tool's, then with -f it waits.
func runTail(x context, args []string, vars variables) {
	given, files, _, _, err := countArgument(args, "tail")
	if err != nil || given['f'] == nil {
		runFilter(x, args, vars)
		return
	}
	if len(files) != 1 {
		x.print(2, "tail: -f is there for one file\n")
		x.exit(1)
		return
	}
	data, ok := x.here().read(files[0])
	if !ok {
		x.print(2, "tail: cannot open '"+files[0]+"' for reading: "+noSuchFile+"\ntail: no files remaining\n")
		x.exit(1)
		return
	}
	shown := slices.DeleteFunc(slices.Clone(args), func(a string) bool { return a == "-f" || a == "-F" || a == "--follow" })
	for i, a := range shown[1:] {
		if len(a) > 1 && a[0] == '-' && a[1] != '-' {
			shown[i+1] = strings.ReplaceAll(a, "f", "")
		}
	}
	s, err := parse(fmt.Sprintf("command %s\n/tail-f %s %d", quoteAll(shown), xargsQuote(x.here().path(files[0])), len(data)))
	if err != nil {
		x.print(2, "tail: "+err.Error()+"\n")
		x.exit(1)
		return
	}
	x.exit(0)
	x.push(s, s.root)
}

// runFollow is the second part of tail -f.
func runFollow(x context, args []string, _ variables) {
	f := &following{}
	if len(args) == 3 {
		f.path = args[1]
		fmt.Sscan(args[2], &f.at)
	}
	f.at = max(f.at, 0)
	x.start(f)
}

func quoteAll(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = xargsQuote(w)
	}
	return strings.Join(quoted, " ")
}

func (f *following) begin(context) {}

// more shows what has been added, and reports whether anything has.
func (f *following) more(x context) bool {
	if e := x.ends[1]; e.kind == pipeEnd && !x.held(pipeSource, e.pipe) {
		x.broken = true
		return true
	}
	i, ok := x.files.find(f.path)
	if !ok {
		return false
	}
	data := x.files[i].data
	if len(data) < f.at {
		f.at = 0
		x.print(2, "tail: "+baseName(f.path)+": file truncated\n")
	}
	if len(data) == f.at {
		return false
	}
	text := string(data[f.at:])
	f.at = len(data)
	x.print(1, text)
	return true
}

func (f *following) clone() process { c := *f; return &c }

func (f *following) code(c *wire.Coder) {
	c.String(&f.path)
	wire.Number(c, &f.at)
	if f.at < 0 {
		c.Fail("a file is followed from before its beginning")
		f.at = 0
	}
}
