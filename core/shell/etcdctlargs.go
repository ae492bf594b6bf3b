package shell

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"raftarium/core/api"
	"raftarium/core/sim"
)

// The codes that etcdctl exits with (etcdctl/ctlv3/command/error.go).
const (
	ctlError      = 1
	ctlBadConn    = 2
	ctlBadFeature = 4
	ctlBadArgs    = 128
)

// ctlPlan is what etcdctl was asked for. It does not change once made.
type ctlPlan struct {
	stdout, stderr string // what is printed at once; then nobody is asked
	code           int

	request   api.Request
	each      string // "status" or "health": every endpoint is asked on its own
	endpoints []string
	timeout   sim.Time
	print     api.PrintOptions
	again     bool // the request may be sent twice
	summary   string

	cluster bool   // it is about the members
	member  string // the name of the one that is added
	id      uint64 // of the one concerned
	move    uint64 // to whom move-leader hands over: first the leader is looked for
}

// ctlCommand is one of etcdctl's commands.
type ctlCommand struct {
	name   string
	usage  string
	global string
	flags  []ctlFlag
	plan   func(v ctlValues, args []string, p *ctlPlan) error // nil: it only has others below it
}

var ctlCommands = []ctlCommand{
	{"put", usagePut, usageGlobal, []ctlFlag{
		{name: "ignore-lease"}, {name: "ignore-value"}, {name: "prev-kv"}, {name: "lease", kind: ctlString, value: "0"},
	}, planPut},
	{"get", usageGet, usageGlobal, []ctlFlag{
		{name: "consistency", kind: ctlString, value: "l"}, {name: "order", kind: ctlString}, {name: "sort-by", kind: ctlString},
		{name: "limit", kind: ctlNumber, value: "0"}, {name: "rev", kind: ctlNumber, value: "0"},
		{name: "prefix"}, {name: "from-key"}, {name: "keys-only"}, {name: "print-value-only"},
	}, planGet},
	{"del", usageDel, usageGlobal, []ctlFlag{{name: "prefix"}, {name: "prev-kv"}, {name: "from-key"}}, planDel},
	{"version", usageVersion, usageGlobal, nil, planVersion},
	{"member", usageMember, usageGlobal, nil, nil},
	{"member list", usageMemberList, usageGlobal, nil, planMemberList},
	{"member add", usageMemberAdd, usageGlobal, []ctlFlag{{name: "learner"}, {name: "peer-urls", kind: ctlString}}, planMemberAdd},
	{"member remove", usageMemberRemove, usageGlobal, nil, planMemberRemove},
	{"member update", usageMemberUpdate, usageGlobal, []ctlFlag{{name: "peer-urls", kind: ctlString}}, planMemberUpdate},
	{"member promote", usageMemberPromote, usageGlobal, nil, planMemberPromote},
	{"move-leader", usageMoveLeader, usageGlobal, nil, planMoveLeader},
	{"endpoint", usageEndpoint, usageGlobalEndpoint, nil, nil},
	{"endpoint status", usageEndpointStatus, usageGlobalEndpoint, []ctlFlag{{name: "cluster", value: "false", absent: true}}, planStatus},
	{"endpoint health", usageEndpointHealth, usageGlobalEndpoint, []ctlFlag{{name: "cluster", value: "false", absent: true}}, planHealth},
}

// ctlAbsent are the commands of etcdctl that are not there yet.
var ctlAbsent = []string{
	"alarm", "auth", "check", "compaction", "completion", "defrag", "elect", "endpoint hashkv", "lease", "lock", "make-mirror",
	"migrate", "role", "snapshot", "txn", "user", "watch",
}

// ctlFailure is an error that etcdctl exits with.
type ctlFailure struct {
	code int
	text string
}

func (e ctlFailure) Error() string { return e.text }

// planCtl reads etcdctl's arguments, without the word etcdctl, and its
// environment, which holds NAME=value.
func planCtl(args, env []string) *ctlPlan {
	p := &ctlPlan{}
	command, rest := findCtl(args)
	if command == nil {
		p.stderr, p.code = unknownCtl(args), ctlError
		return p
	}
	flags := append(slices.Clone(command.flags), ctlGlobal...)
	values, operands, err := parseCtlFlags(flags, rest)
	if err != nil {
		p.stdout = command.usage + command.global
		p.stderr, p.code = "Error: "+err.Error()+"\n\nError: "+err.Error()+"\n", ctlError
		return p
	}
	if values.on("help") || command.plan == nil {
		p.stdout = command.usage + command.global
		return p
	}
	for _, step := range []func() error{
		func() error { return p.environment(values, env, args) },
		func() error { return absentFlags(flags, values) },
		func() error { return p.common(values) },
		func() error { return command.plan(values, operands, p) },
	} {
		if err := step(); err != nil {
			code := ctlBadArgs
			var failure ctlFailure
			if errors.As(err, &failure) {
				code = failure.code
			}
			p.stderr, p.code, p.request = p.stderr+"Error: "+err.Error()+"\n", code, nil
			return p
		}
	}
	return p
}

// findCtl finds the command that args name, and the arguments without its
// words. It returns nil where they name none.
func findCtl(args []string) (*ctlCommand, []string) {
	words := ctlWords(args)
	root := &ctlCommand{usage: usageRoot}
	if len(words) == 0 {
		return root, args
	}
	if name := args[words[0]]; name == "help" {
		named := make([]string, 0, len(words))
		for _, w := range words[1:] {
			named = append(named, args[w])
		}
		if found, _ := findCtl(named); found != nil {
			return &ctlCommand{usage: found.usage, global: found.global}, nil
		}
		return root, nil
	}
	for depth := min(2, len(words)); depth > 0; depth-- {
		name := args[words[0]]
		if depth == 2 {
			name += " " + args[words[1]]
		}
		if slices.Contains(ctlAbsent, name) {
			return nil, args
		}
		for i := range ctlCommands {
			if ctlCommands[i].name != name {
				continue
			}
			rest := slices.Clone(args)
			for d := depth - 1; d >= 0; d-- {
				rest = slices.Delete(rest, words[d], words[d]+1)
			}
			return &ctlCommands[i], rest
		}
	}
	return nil, args
}

// unknownCtl says that there is no such command, or not yet.
func unknownCtl(args []string) string {
	words := ctlWords(args)
	name := args[words[0]]
	whole := name
	if len(words) > 1 {
		whole += " " + args[words[1]]
	}
	for _, absent := range ctlAbsent {
		if absent == name || absent == whole {
			return "Error: etcdctl " + absent + " is not there yet in raftarium\n"
		}
	}
	var near []string
	known := map[string]bool{}
	for _, c := range ctlCommands {
		known[strings.Fields(c.name)[0]] = true
	}
	for _, c := range ctlAbsent {
		known[strings.Fields(c)[0]] = true
	}
	for k := range known {
		if levenshtein(strings.ToLower(name), k) <= 2 || strings.HasPrefix(k, strings.ToLower(name)) {
			near = append(near, "\t"+k+"\n")
		}
	}
	slices.Sort(near)
	text := fmt.Sprintf("Error: unknown command %q for \"etcdctl\"\n", name)
	hint := ""
	if len(near) > 0 {
		hint = "\nDid you mean this?\n" + strings.Join(near, "") + "\n"
	}
	return text + hint + "Run 'etcdctl --help' for usage.\n" + text + hint
}

// environment takes flags from variables such as ETCDCTL_ENDPOINTS.
func (p *ctlPlan) environment(v ctlValues, env, args []string) error {
	for _, entry := range env {
		name, value, _ := strings.Cut(entry, "=")
		if name == "ETCDCTL_API" {
			if value != "3" && value != "" {
				return ctlFailure{ctlError, "ETCDCTL_API=" + value + " is not there yet in raftarium; etcd 3.4's default is 3"}
			}
			continue
		}
		flagName := strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, "ETCDCTL_")), "_", "-")
		f, ok := findCtlFlag(ctlGlobal, flagName)
		if !ok {
			p.stderr += "W | pkg/flags: unrecognized environment variable " + entry + "\n"
			continue
		}
		for _, arg := range args {
			if arg == "--"+flagName || strings.HasPrefix(arg, "--"+flagName+"=") || f.short != 0 && strings.HasPrefix(arg, "-"+string(f.short)) {
				return ctlFailure{ctlError, "conflicting environment variable " + strconv.Quote(name) + " is shadowed by corresponding command-line flag (either unset environment variable or disable flag)"}
			}
		}
		if err := v.set(f, "--"+flagName, value); err != nil {
			return ctlFailure{ctlError, "invalid value " + strconv.Quote(value) + " for " + name + ": " + err.Error()}
		}
	}
	return nil
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
func (p *ctlPlan) common(v ctlValues) error {
	timeout, err := time.ParseDuration(v["command-timeout"])
	if err != nil {
		return err
	}
	p.timeout = min(max(sim.Time(timeout), 0), durationMax)
	p.print = api.PrintOptions{Format: v["write-out"], Hex: v.on("hex")}
	for _, e := range strings.Split(v["endpoints"], ",") {
		if e != "" {
			p.endpoints = append(p.endpoints, e)
		}
	}
	return nil
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
