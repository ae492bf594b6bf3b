package lab

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/check"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// State implements shell.Host.
func (host) State(w *sim.World) []byte { return AppendState(nil, w) }

// Report implements shell.Host: every property, with its state.
func (host) Report(w *sim.World) (string, bool) {
	var b strings.Builder
	ok := true
	for c := range Checks(w) {
		b.WriteString(c.Property)
		switch c.Standing {
		case check.Holding:
			b.WriteString(" holds\n")
			continue
		case check.Waiting:
			b.WriteString(" waits for the faults to be healed, and a leader\n")
			continue
		}
		ok = false
		first := &c.First
		var names []string
		for _, n := range first.Members {
			names = append(names, NameOf(w, n))
		}
		b.WriteString(" is violated")
		if len(names) > 0 {
			b.WriteString(" by " + strings.Join(names, " and "))
		}
		if first.Term != 0 {
			fmt.Fprintf(&b, " in term %d", first.Term)
		}
		if first.Index != 0 {
			fmt.Fprintf(&b, " at index %d", first.Index)
		}
		if first.Known != 0 {
			fmt.Fprintf(&b, " with an answer of revision %d after revision %d", first.Revision, first.Known)
		}
		fmt.Fprintf(&b, ", since %s ms\n", first.Time.AppendMilliseconds(nil))
	}
	return b.String(), ok
}

// Probe implements shell.Host. Elements of lists are named by their name, id
// or place, from 0.
func (host) Probe(w *sim.World, path string) (string, error) {
	if path == "events" {
		return eventKindsOf(w), nil
	}
	if text, ok := memberField(w, path); ok {
		return text, nil
	}
	var value any
	if err := json.Unmarshal(AppendState(nil, w), &value); err != nil {
		return "", fmt.Errorf("read the state: %w", err)
	}
	if path == "" {
		return "", fmt.Errorf("a path into the state is missing")
	}
	walked := "state"
	for _, step := range strings.Split(path, ".") {
		next, names := child(value, step)
		if next == nil && !slices.Contains(names, step) {
			return "", &Absent{Walked: walked, Step: step, Names: names, Value: !holdsMore(value)}
		}
		value, walked = next, walked+"."+step
	}
	if text, ok := value.(string); ok {
		return text, nil
	}
	out, err := json.Marshal(value)
	return string(out), err
}

// memberField looks up what is asked for most, members.NAME.FIELD, without
// writing the whole state: whoever waits for it asks after every event.
func memberField(w *sim.World, path string) (string, bool) {
	steps := strings.Split(path, ".")
	if len(steps) != 3 || steps[0] != "members" {
		return "", false
	}
	for n, m := range Members(w) {
		if m.Self().Name != steps[1] {
			continue
		}
		s := m.Raft()
		switch field := steps[2]; {
		case field == "up":
			return strconv.FormatBool(w.Up(n)), true
		case s == nil:
		case field == "role":
			return roleName(m, s.Role()), true
		case field == "term":
			return strconv.FormatUint(uint64(s.Term()), 10), true
		case field == "vote":
			return nameOfServer(w, s.Vote()), true
		case field == "leader":
			return nameOfServer(w, s.Leader()), true
		case field == "commit":
			return strconv.FormatUint(uint64(s.Commit()), 10), true
		case field == "applied":
			return strconv.FormatUint(uint64(s.Applied()), 10), true
		}
		return "", false
	}
	return "", false
}

// child returns what a step of a path leads to, and the names that there are.
func child(value any, step string) (any, []string) {
	switch v := value.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		return v[step], names
	case []any:
		var names []string
		for i, element := range v {
			name := strconv.Itoa(i)
			if fields, ok := element.(map[string]any); ok {
				for _, key := range []string{"name", "id", "index"} {
					if text, ok := fields[key]; ok {
						if fmt.Sprint(text) == step {
							return element, []string{step}
						}
						name = fmt.Sprint(text)
						break
					}
				}
			}
			if name == step || strconv.Itoa(i) == step {
				return element, []string{step}
			}
			names = append(names, name)
		}
		return nil, names
	}
	return nil, nil
}

// holdsMore reports whether a path can lead on into a value.
func holdsMore(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}

// eventKindsOf lists the kinds of all events that have happened, one a line.
// The trace does not count: how far it goes back depends on how the world came
// here.
func eventKindsOf(w *sim.World) string {
	var b strings.Builder
	for _, kind := range w.Kinds() {
		b.WriteString(kind.String())
		b.WriteByte('\n')
	}
	return b.String()
}

// FindMessage returns the message of a kind, as in "append-entries", that is on
// its way between two members. Of several it is the one that was sent last.
func FindMessage(w *sim.World, kind string, from, to sim.Node) (found sim.EventID, ok bool) {
	for m := range w.Messages {
		if msg, is := m.Payload.(raft.Message); is && m.From == from && m.To == to && MessageType(msg) == kind && m.ID >= found {
			found, ok = m.ID, true
		}
	}
	return found, ok
}
