package shell

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// What etcdctl 3.4 prints as help: a section for each command, below "== " and
// its name, and one for the flags that all have. The texts are its own, and
// its flags are read out of them.
//
//go:embed usage/etcdctl.txt
var ctlUsage string

// ctlCommand is one of etcdctl's commands.
type ctlCommand struct {
	name  string // "lease grant"; the root's is ""
	usage string // without the global options
	flags ctlFlags
	all   ctlFlags // that it knows: its own, those above it, and the global ones
}

// ctlTexts are etcdctl's commands, and what its help says of the flags that
// all have.
type ctlTexts struct {
	commands []ctlCommand
	global   string
	flags    []ctlFlag           // the global ones
	names    []string            // of all commands, those that are absent too, in order
	below    map[string][]string // the words that may follow a command's name, in order
}

var ctlTable = sync.OnceValue(func() (t ctlTexts) {
	for _, section := range strings.Split(ctlUsage, "== ")[1:] {
		name, text, _ := strings.Cut(section, "\n")
		if name == "global" {
			t.global, t.flags = text, flagsOf(text)
			for i := range t.flags {
				t.flags[i].absent = slices.Contains(ctlAbsentFlags, t.flags[i].name)
			}
			continue
		}
		t.commands = append(t.commands, ctlCommand{name: name, usage: text, flags: ctlFlagsOf(flagsOf(text))})
	}
	t.names = slices.Clone(ctlAbsent)
	for i := range t.commands {
		c := &t.commands[i]
		t.names = append(t.names, c.name)
		all := slices.Concat(c.flags.list, t.flags)
		if strings.HasPrefix(c.name, "endpoint ") {
			all = append(all, flagsOf(clusterFlag)...)
		}
		c.all = ctlFlagsOf(all)
	}
	slices.Sort(t.names)
	t.below = make(map[string][]string)
	for _, name := range t.names {
		above := ""
		for word := range strings.SplitSeq(name, " ") {
			if word != "" && !slices.Contains(t.below[above], word) {
				t.below[above] = append(t.below[above], word)
			}
			above = strings.TrimSpace(above + " " + word)
		}
	}
	return t
})

// ctlAbsentFlags are the global flags that ask for what is not there yet.
var ctlAbsentFlags = []string{
	"insecure-transport", "debug", "cacert", "cert", "key", "discovery-srv", "user",
}

// clusterFlag is the flag that endpoint has for all commands below it.
const clusterFlag = "      --cluster[=false]				use all endpoints from the cluster member list\n"

// help is all that is printed about a command.
func (c *ctlCommand) help() string {
	if c.name == "" {
		return c.usage
	}
	global := ctlTable().global
	if strings.HasPrefix(c.name, "endpoint ") {
		i := strings.Index(global, "      --command-timeout")
		global = global[:i] + clusterFlag + global[i:]
	}
	return c.usage + global
}

// plainUsage is what cobra prints of a command whose flags it does not
// understand, where etcdctl's own form of help is not used: within a transaction.
func (c *ctlCommand) plainUsage() string {
	_, line, _ := strings.Cut(c.usage, "etcdctl ")
	line, _, _ = strings.Cut(line, "\n")
	heads, longest := make([]string, len(c.flags.list)), 0
	for i, f := range c.flags.list {
		heads[i] = "      --" + f.name
		if f.short != 0 {
			heads[i] = "  -" + string(f.short) + ", --" + f.name
		}
		heads[i] += map[ctlKind]string{ctlString: " string", ctlNumber: " int", ctlDuration: " duration"}[f.kind]
		longest = max(longest, len(heads[i]))
	}
	text := "Usage:\n   " + line + "\n\nFlags:\n"
	for i, f := range c.flags.list {
		text += heads[i] + strings.Repeat(" ", longest-len(heads[i])+3) + f.about
		if f.kind == ctlString && f.value != "" {
			text += " (default " + strconv.Quote(f.value) + ")"
		}
		text += "\n"
	}
	return text + "\n"
}

// flagsOf reads flags out of the help that lists them.
func flagsOf(usage string) (flags []ctlFlag) {
	for _, line := range strings.Split(usage, "\n") {
		form, about, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || form[0] != '-' {
			continue
		}
		f := ctlFlag{about: strings.TrimLeft(about, "\t")}
		if short, rest, ok := strings.Cut(form, ", "); ok {
			f.short, form = short[1], rest
		}
		name, value, _ := strings.Cut(strings.TrimPrefix(form, "--"), "=")
		switch {
		case strings.HasSuffix(name, "["):
			name, value = name[:len(name)-1], strings.TrimSuffix(value, "]")
		case value[0] == '"':
			f.kind, value = ctlString, strings.Trim(value, `"`)
		case value[0] == '[':
			f.kind, value = ctlString, strings.Trim(value, "[]")
		case strings.HasSuffix(value, "s"):
			f.kind = ctlDuration
		default:
			f.kind = ctlNumber
		}
		f.name, f.value = name, value
		flags = append(flags, f)
	}
	return flags
}
