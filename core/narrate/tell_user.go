package narrate

import (
	"strconv"
	"strings"

	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// tellUser tells a line by its verb, if it is one of the lab's verbs and nothing
// else. The line may be wrong; then it fails, which is told after it.
func tellUser(t *Story, line string) bool {
	words := strings.Fields(line)
	if len(words) == 0 || len(words) > 64 {
		return false
	}
	verb, args := words[0], words[1:]
	if strings.ContainsAny(line, ";&$(){}`#*\\\n") || verb != "partition" && strings.Contains(line, "|") {
		return false
	}
	switch verb {
	case "crash", "restart", "pause", "resume", "timeout", "transfer", "snapshot", "compact":
		if len(args) != 1 {
			return false
		}
		t.say("user." + verb)
		t.member("member", args[0])
	case "cut", "join":
		rest, ok := t.pairOf("user."+verb, args)
		return ok && len(rest) == 0
	case "partition":
		t.say("user.partition")
		t.text("groups", strings.Join(strings.FieldsFunc(strings.Join(args, " "), func(r rune) bool { return r == '\'' || r == '"' }), ""))
	case "heal":
		t.say("user.heal")
	case "link":
		return tellLink(t, args)
	case "disk":
		return tellDisk(t, args)
	case "log":
		if len(args) < 2 {
			return false
		}
		t.say("user.log")
		t.member("member", args[0])
		t.text("terms", strings.Join(args[1:], " "))
	case "clock":
		return len(args) > 1 && tellSettings(t, "user.clock", args)
	case "rule":
		return tellRule(t, args)
	case "member":
		return tellMembership(t, args)
	case "option":
		return tellOption(t, args)
	case "times":
		if len(args) == 0 {
			return false
		}
		t.say("user.times")
		t.text("settings", strings.Join(args, " "))
	case "preset":
		if len(args) != 1 {
			return false
		}
		t.say("user.preset")
		t.text("preset", args[0])
	case "drop":
		id, err := strconv.ParseUint(strings.Join(args, " "), 10, 64)
		if err != nil {
			return false
		}
		t.say("user.drop")
		t.number("message", id)
	case "cluster":
		if len(args) == 0 {
			return false
		}
		n, err := strconv.ParseUint(args[0], 10, 16)
		if err != nil {
			return false
		}
		if n == 0 {
			t.say("user.cluster-none")
			return true
		}
		t.say("user.cluster")
		t.number("members", n)
	case "terminal":
		t.say("user.terminal")
	default:
		return false
	}
	return true
}

// pairOf tells of two members, "A B" or "A>B", and returns the words after them.
func (t *Story) pairOf(id string, words []string) (rest []string, ok bool) {
	joined := strings.Join(words, " ")
	if from, to, oneWay := strings.Cut(joined, ">"); oneWay {
		words = append([]string{strings.TrimSpace(from)}, strings.Fields(to)...)
		id += "-one-way"
	}
	if len(words) < 2 {
		return nil, false
	}
	t.say(id)
	t.member("member", words[0])
	t.member("other", words[1])
	return words[2:], true
}

func tellLink(t *Story, args []string) bool {
	if len(args) < 2 {
		return false // of its own it makes the link to this world
	}
	if args[0] == "all" {
		t.say("user.links")
		t.text("settings", strings.Join(args[1:], " "))
		return true
	}
	rest, ok := t.pairOf("user.link", args)
	if !ok || len(rest) == 0 {
		return false
	}
	t.text("settings", strings.Join(rest, " "))
	return true
}

func tellRule(t *Story, args []string) bool {
	if len(args) != 2 || args[1] != "on" && args[1] != "off" {
		return false
	}
	for _, info := range raft.AllRules() {
		if info.Name == args[0] {
			t.say("user.rule-" + args[1])
			t.add(Arg{name: "rule", kind: argRule, n: uint64(info.Rule)})
			return true
		}
	}
	return false
}

func tellMembership(t *Story, args []string) bool {
	switch {
	case len(args) == 1 && args[0] == "add":
		t.say("user.member-add")
	case len(args) == 2 && args[0] == "add" && args[1] == "--learner":
		t.say("user.learner-add")
	case len(args) == 2 && (args[0] == "remove" || args[0] == "promote"):
		t.say("user.member-" + args[0])
		t.member("member", args[1])
	case len(args) > 1 && args[0] == "change":
		t.say("user.member-change")
		t.text("changes", strings.Join(args[1:], " "))
	default:
		return false
	}
	return true
}

func tellOption(t *Story, args []string) bool {
	if len(args) != 2 {
		return false
	}
	for _, info := range member.AllOptions() {
		if info.Name == args[0] {
			t.say("user.option")
			t.text("option", args[0])
			t.text("value", args[1])
			return true
		}
	}
	return false
}

// member gives a placeholder a member as people name it: by name, number or ID.
func (t *Story) member(name, word string) {
	word = strings.Trim(word, "'\"")
	if n, err := strconv.ParseUint(word, 10, 8); err == nil && n > 0 {
		t.add(Arg{name: name, kind: argNode, n: uint64(sim.Node(n)), text: word})
		return
	}
	t.text(name, word)
}
