package lab

import (
	"slices"
	"strings"

	"raftarium/core/raft"
	"raftarium/core/shell"
)

// A link is the fragment of a URL in parts with "&" between them. The first says
// all that makes the world; what follows is for whoever reads the address, and a
// link opens without it, or with parts that are not known yet. "modified" lists
// the rules that are off, or were, in the world of the link:
//
//	w=C8…&modified=vote-once,log-up-to-date

// modifiedPart begins the part that says that the world is one of modified Raft.
const modifiedPart = "modified="

// rulesPart returns the part of a link that names rules, or nothing for Raft as
// it is.
func rulesPart(rules raft.Rules) string {
	if rules == 0 {
		return ""
	}
	var names []string
	for _, info := range infosOf(rules) {
		names = append(names, info.Name)
	}
	return "&" + modifiedPart + strings.Join(names, ",")
}

// IsModifiedLink reports whether a link says that it leads to modified Raft.
func IsModifiedLink(link string) bool { return strings.Contains(link, "&"+modifiedPart) }

// worldPart returns the part of an address that makes the world.
func worldPart(link string) string {
	code := strings.TrimSpace(link)
	if _, fragment, ok := strings.Cut(code, "#"); ok {
		code = fragment
	}
	code, _, _ = strings.Cut(code, "&")
	return strings.TrimPrefix(code, linkPrefix)
}

// rulesOffIn returns the rules that inputs switch off in so many words, whether
// or not the world has had them yet. What switches a rule off in another way, as
// a loop over names does, is known of the world alone.
func rulesOffIn(inputs []Input) (rules raft.Rules) {
	for _, in := range inputs {
		switch what := in.What.(type) {
		case Deed:
			rules |= rulesOffBy(what.Line)
		case shell.Line:
			rules |= rulesOffBy(what.Text)
		}
	}
	return rules
}

// rulesOffBy returns the rules that a line switches off.
func rulesOffBy(line string) (rules raft.Rules) {
	if !strings.Contains(line, "rule") {
		return 0
	}
	for command := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(";&|\n(){}", r) }) {
		words := strings.Fields(command)
		if len(words) > 0 && slices.Contains([]string{"do", "then", "else"}, words[0]) {
			words = words[1:]
		}
		if len(words) < 3 || words[0] != "rule" || words[2] != "off" {
			continue
		}
		if rule, ok := raft.RuleNamed(strings.Trim(words[1], `'"`)); ok {
			rules = rules.Without(rule)
		}
	}
	return rules
}
