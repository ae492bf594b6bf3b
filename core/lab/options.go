package lab

import (
	"strings"

	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// The window of the log that snapshots leave, and how often they are taken: the
// defaults of etcd 3.4 (--snapshot-count, and DefaultSnapshotCatchUpEntries).
const (
	snapshotEvery = 100_000
	snapshotTrail = 5_000
)

// leaseCheckpointsOn switches the one option on, in a Config, that is not Raft's.
const leaseCheckpointsOn = "lease-checkpoints=on"

// optionsOf returns the extensions of Raft that a cluster starts with. With the
// paper's times it has the paper's Raft, so that what is seen is what one has
// read, and with etcd's times it has what etcd 3.4 has: a leader that checks its
// quorum, voters that keep their leader (one switch in etcd, raft.Config's
// CheckQuorum), and reads that share a round, but no pre-vote. Both have etcd's
// snapshots, which bound the memory; a bare cluster never loses an entry.
func (c Config) options() (raft.Options, error) {
	o := raft.Options{Membership: true}
	if !c.Bare {
		o.SnapshotEvery, o.SnapshotTrail = snapshotEvery, snapshotTrail
		if c.Profile == EtcdTimes {
			o.CheckQuorum, o.KeepLeader, o.BatchReads = true, true, true
		}
	}
	for _, word := range strings.Fields(c.Options) {
		name, value, _ := strings.Cut(word, "=")
		if word == leaseCheckpointsOn {
			continue // the registry keeps it
		}
		changed, err := o.With(name, value, profiles[c.Profile])
		if err != nil {
			return o, narrate.FailFor(badOption(name, value), "bad.options", "value", narrate.Quoted(c.Options))
		}
		o = changed
	}
	return o, nil
}

// setOption sets an option of all members.
func setOption(w *sim.World, a shell.SetOption) {
	r := registryOf(w)
	if r.set(a) != nil {
		return
	}
	for _, m := range Members(w) {
		m.SetOptions(r.options)
		if a.Option == member.LeaseCheckpoints.Name {
			m.SetLeaseCheckpoints(r.checkpoints)
		}
	}
}

// set notes what an option is, for members that come. The error says what it can be.
func (r *registry) set(a shell.SetOption) error {
	own := member.LeaseCheckpoints
	switch {
	case a.Option != own.Name:
		options, err := r.options.With(a.Option, a.Value, r.times)
		if err != nil {
			return badOption(a.Option, a.Value)
		}
		r.options = options
		return nil
	case a.Value != "on" && a.Value != "off":
		return badOption(own.Name, a.Value)
	}
	r.checkpoints = a.Value == "on"
	return nil
}

// optionValues are the texts of what an option can be.
var optionValues = map[string]string{
	"on or off":                   "bad.option-switch",
	"a number of entries":         "bad.option-entries",
	"a number of bytes":           "bad.option-bytes",
	"a number of messages":        "bad.option-messages",
	"off, or a number of entries": "bad.option-none",
	"off, on, or how many times faster than another a clock may be, 1 to 100": "bad.option-drift",
}

// badOption says what an option can be instead of a value, as raft.Options.With does, or
// that there is no such option.
func badOption(name, value string) error {
	for _, info := range append(raft.AllOptions(), member.LeaseCheckpoints) {
		if info.Name == name {
			return narrate.FailFor(narrate.Fail(optionValues[info.Values]), "bad.option-value", "name", name, "value", narrate.Quoted(value))
		}
	}
	return narrate.Fail("bad.option", "name", narrate.Quoted(name))
}

// Options returns the names and values of the options of a world, in order.
func Options(w *sim.World) func(yield func(raft.OptionInfo, string) bool) {
	return func(yield func(raft.OptionInfo, string) bool) {
		r := registryOf(w)
		for _, info := range raft.AllOptions() {
			if !yield(info, r.options.Value(info.Name, r.times)) {
				return
			}
		}
		checkpoints := "off"
		if r.checkpoints {
			checkpoints = "on"
		}
		yield(member.LeaseCheckpoints, checkpoints)
	}
}
