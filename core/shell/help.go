package shell

import (
	"fmt"
	"strings"
)

// Help returns what help says about a topic: a command, "events", "options",
// "rules" or "state"; about everything in short if the topic is empty. It reports false,
// with a sentence, where it knows nothing.
func Help(lang Language, topic string, h Host) (string, bool) {
	if lang > Chinese {
		lang = English
	}
	switch topic {
	case "":
		return overview(lang), true
	case "events":
		return strings.Join(h.EventKinds(), "\n") + "\n", true
	case "options":
		return strings.Join(h.Options(), "\n") + "\n", true
	case "rules":
		return strings.Join(h.Rules(), "\n") + "\n", true
	}
	if words := strings.Fields(topic); len(words) > 1 && words[0] == "etcdctl" {
		if command, _ := findCtl(words[1:]); command != nil && command.name == strings.Join(words[1:], " ") {
			return command.help(), true
		}
	}
	var known []string
	for _, g := range helpGroups {
		for _, t := range g.texts {
			known = append(known, t.verb)
			if t.verb != topic {
				continue
			}
			text := t.form + "\n" + t.about[lang] + "\n"
			if topic == "state" {
				text += "\n" + helpState[lang]
			}
			return text, true
		}
	}
	return fmt.Sprintf(helpUnknown[lang], shorten(topic), suggest(topic, known)), false
}

// overview lists all commands with their first words.
func overview(lang Language) string {
	var b strings.Builder
	for _, g := range helpGroups {
		b.WriteString(g.title[lang] + "\n")
		for _, t := range g.texts {
			b.WriteString("  " + t.form + "\n")
		}
	}
	b.WriteString(helpClosing[lang])
	return b.String()
}
