package shell

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"raftarium/core/api"
	"raftarium/core/sim"
)

// The codes that etcdctl exits with (etcdctl/ctlv3/command/error.go).
const (
	ctlError       = 1
	ctlBadConn     = 2
	ctlBadInput    = 3
	ctlBadFeature  = 4
	ctlInterrupted = 5
	ctlBadArgs     = 128
)

// ctlPlan is what etcdctl was asked for. It follows from its arguments and its
// environment, and does not change once made.
type ctlPlan struct {
	stdout, stderr string // what is printed at once
	warnings       []string
	code           int
	// run is the command itself: it is told what happens, beginning with
	// ctlBegun. Without it nobody is asked.
	run func(x context, e *etcdctl, ev ctlEvent)

	args, env []string
	endpoints []string
	timeout   sim.Time
	print     api.PrintOptions
	summary   string // what it asks for, in a few words

	request  api.Request // of a command that has one
	again    bool        // it may be sent twice
	untimed  bool        // no time is set for its answer
	failure  string      // what went wrong, with %s for why; empty: that alone
	failCode int         // 0: ctlError

	watch    ctlWatch
	keys     [2]string   // that the environment gives to watch
	id       uint64      // of the member or lease concerned
	lease    ctlLease    // of a keep-alive or a session
	name     string      // of a lock or an election
	words    []string    // the command that a lock is held for, or the proposal
	cluster  bool        // --cluster: the endpoints are the members'
	each     ctlEach     // what every endpoint is asked
	eachAsks api.Request // likewise
}

// ctlFailure is an error that etcdctl exits with.
type ctlFailure struct {
	code int
	text string
}

func (e ctlFailure) Error() string { return e.text }

// codeOf is the code that etcdctl exits with after an error in its arguments.
func codeOf(err error) int {
	var failure ctlFailure
	if errors.As(err, &failure) {
		return failure.code
	}
	return ctlBadArgs
}

// planCtl reads etcdctl's arguments, without the word etcdctl, and its
// environment, which holds NAME=value.
func planCtl(args, env []string) *ctlPlan {
	p := &ctlPlan{args: args, env: env}
	if p.stderr = otherAPI(env); p.stderr != "" {
		p.code = ctlError
		return p
	}
	command, rest := findCtl(args)
	if command == nil {
		p.stderr, p.code = unknownCtl(args), ctlError
		return p
	}
	values, operands, err := parseCtlFlags(command.all, rest)
	plan := ctlPlans[command.name]
	if err != nil {
		p.stdout = command.help()
		p.stderr, p.code = "Error: "+err.Error()+"\n\nError: "+err.Error()+"\n", ctlError
		return p
	}
	if words := ctlWords(args); len(words) > 1 && args[words[0]] == "help" && command.name == "" {
		p.stdout = strings.Replace(command.usage, "  -h, --help[=false]				help for etcdctl\n", "", 1)
		p.stderr = "Unknown help topic [`" + strings.Join(args[words[1]:], "` `") + "`]\n"
		return p
	}
	if values.on("help") || plan == nil {
		p.stdout = command.help()
		return p
	}
	p.summary = shorten(strings.Join(append([]string{command.name}, operands...), " "))
	if err := p.make(plan, command.all, values, operands); err != nil {
		p.stderr, p.code, p.run = p.stderr+"Error: "+err.Error()+"\n", codeOf(err), nil
	}
	return p
}

// make takes what the flags, the environment and the operands of a command ask
// for.
func (p *ctlPlan) make(plan ctlPlanner, flags ctlFlags, v ctlValues, operands []string) error {
	if len(p.env) > 0 {
		v = maps.Clone(v)
		if err := p.environment(v, p.env, p.args); err != nil {
			return err
		}
	}
	if err := absentFlags(flags.list, v); err != nil {
		return err
	}
	p.common(v)
	return plan(v, operands, p)
}

// otherAPI is what is said where the environment asks for another API than 3.
func otherAPI(env []string) string {
	for _, entry := range env {
		switch value, _ := strings.CutPrefix(entry, "ETCDCTL_API="); value {
		case entry, "", "3":
		case "2":
			return "Error: ETCDCTL_API=2 is not there yet in raftarium; etcd 3.4's default is 3\n"
		default:
			return "unsupported API version " + value + "\n"
		}
	}
	return ""
}

// findCtl finds the command that args name, and the arguments without its
// words. It returns nil where they name none.
func findCtl(args []string) (*ctlCommand, []string) {
	words := ctlWords(args)
	if len(words) == 0 {
		return ctlNamed(""), args
	}
	if args[words[0]] == "help" {
		named := make([]string, 0, len(words))
		for _, w := range words[1:] {
			named = append(named, args[w])
		}
		if found, _ := findCtl(named); found != nil {
			return found, []string{"--help"}
		}
		return ctlNamed(""), nil
	}
	name, depth := ctlComplete("", args[words[0]]), 1
	if len(words) > 1 {
		if below := ctlComplete(name, args[words[1]]); ctlNamed(below) != nil || slices.Contains(ctlAbsent, below) {
			name, depth = below, 2
		}
	}
	command := ctlNamed(name)
	if command == nil || name == "" || slices.Contains(ctlAbsent, name) {
		return nil, args
	}
	rest := slices.Clone(args)
	for d := depth - 1; d >= 0; d-- {
		rest = slices.Delete(rest, words[d], words[d]+1)
	}
	return command, rest
}

// ctlComplete is the name of the one command below another that begins with a
// word (cobra's EnablePrefixMatching), or else the word itself after what is
// above.
func ctlComplete(above, word string) string {
	words := ctlTable().below[above]
	if !slices.Contains(words, word) {
		begins := func(w string) bool { return strings.HasPrefix(w, word) }
		if i := slices.IndexFunc(words, begins); i >= 0 && !slices.ContainsFunc(words[i+1:], begins) {
			word = words[i]
		}
	}
	if above == "" {
		return word
	}
	return above + " " + word
}

// ctlNamed is the command of a name, or nil.
func ctlNamed(name string) *ctlCommand {
	commands := ctlTable().commands
	for i := range commands {
		if commands[i].name == name {
			return &commands[i]
		}
	}
	return nil
}

// unknownCtl says that there is no such command, or not yet.
func unknownCtl(args []string) string {
	words := ctlWords(args)
	name := args[words[0]]
	whole := ctlComplete("", name)
	if len(words) > 1 {
		whole = ctlComplete(whole, args[words[1]])
	}
	for _, absent := range ctlAbsent {
		if absent == ctlComplete("", name) || absent == whole {
			return "Error: etcdctl " + absent + " is not there yet in raftarium\n"
		}
	}
	var near []string
	for _, known := range ctlAsRegistered {
		if levenshtein(strings.ToLower(name), known) <= 2 || strings.HasPrefix(known, strings.ToLower(name)) {
			near = append(near, "\t"+known+"\n")
		}
	}
	text := fmt.Sprintf("Error: unknown command %q for \"etcdctl\"\n", name)
	hint := ""
	if len(near) > 0 {
		hint = "\nDid you mean this?\n" + strings.Join(near, "") + "\n"
	}
	return text + hint + "Run 'etcdctl --help' for usage.\n" + text + hint
}

// ctlAsRegistered are the first words in the order in which etcdctl makes its
// commands (etcdctl/ctlv3/ctl.go), which is that of its suggestions.
var ctlAsRegistered = strings.Fields("get put del txn compaction alarm defrag endpoint move-leader watch version lease member snapshot " +
	"make-mirror migrate lock elect auth user role check help completion")

// environment takes flags from variables such as ETCDCTL_ENDPOINTS.
func (p *ctlPlan) environment(v ctlValues, env, args []string) error {
	for _, entry := range env {
		name, value, _ := strings.Cut(entry, "=")
		switch name {
		case "ETCDCTL_API":
			continue
		case "ETCDCTL_WATCH_KEY":
			p.keys[0] = value
			continue
		case "ETCDCTL_WATCH_RANGE_END":
			p.keys[1] = value
			continue
		}
		flagName := strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, "ETCDCTL_")), "_", "-")
		f, ok := findCtlFlag(ctlTable().flags, flagName)
		if !ok || value == "" {
			p.warnings = append(p.warnings, "unrecognized environment variable "+entry)
			continue
		}
		for _, arg := range args {
			if arg == "--"+flagName || strings.HasPrefix(arg, "--"+flagName+"=") || f.short != 0 && strings.HasPrefix(arg, "-"+string(f.short)) {
				return errShadowed(name)
			}
		}
		before := v[f.name]
		if v.set(f, "--"+flagName, value) != nil {
			v[f.name] = before // etcdctl does not say so either
		}
	}
	return nil
}

// errShadowed names a variable whose flag is given too.
type errShadowed string

func (e errShadowed) Error() string {
	return fmt.Sprintf("conflicting environment variable %q is shadowed by corresponding command-line flag (either unset environment variable or disable flag)", string(e))
}

func absentFlags(flags []ctlFlag, v ctlValues) error {
	for _, f := range flags {
		if f.absent && v[f.name] != f.value {
			return ctlFailure{ctlError, "etcdctl --" + f.name + " is not there yet in raftarium"}
		}
	}
	return nil
}

// common takes the flags that all commands have.
func (p *ctlPlan) common(v ctlValues) {
	timeout, _ := time.ParseDuration(v["command-timeout"])
	p.timeout = min(max(sim.Time(timeout), 0), durationMax)
	p.print = api.PrintOptions{Format: v["write-out"], Hex: v.on("hex")}
	if list := v["endpoints"]; list != "" {
		p.endpoints = strings.Split(list, ",")
	}
}

// dialTooShort is a --dial-timeout that is over before anything is dialled.
const dialTooShort = 10 * time.Microsecond

// connect refuses what etcdctl refuses when it is about to connect.
func (p *ctlPlan) connect(v ctlValues) error {
	switch p.print.Format {
	case "simple", "json", "fields", "table", "protobuf":
	default:
		return ctlFailure{ctlBadFeature, "unsupported output format"}
	}
	if len(p.endpoints) == 0 {
		return ctlFailure{ctlBadConn, "etcdclient: no available endpoints"}
	}
	if dial, _ := time.ParseDuration(v["dial-timeout"]); dial < dialTooShort {
		return ctlFailure{ctlBadConn, api.ErrContextDeadline.Text}
	}
	return nil
}

// once is a command that has one request.
func (p *ctlPlan) once(v ctlValues, r api.Request) error {
	p.request, p.run = r, runOnce
	return p.connect(v)
}

// levenshtein is the distance that cobra's suggestions go by.
func levenshtein(a, b string) int {
	if len(a) > 64 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replaced := diagonal
			if a[i-1] != b[j-1] {
				replaced++
			}
			diagonal = row[j]
			row[j] = min(replaced, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
