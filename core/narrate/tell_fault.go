package narrate

import (
	"slices"
	"strings"

	"raftarium/core/member"
	"raftarium/core/sim"
)

// tellFault tells what a member finds on a disk that has failed.
func tellFault(t *Story, detail any) bool {
	switch n := detail.(type) {
	case member.RecordCorrupt:
		t.say("disk.corrupt")
		t.number("record", n.Record)
	case member.AlreadyBootstrapped:
		t.say("disk.wiped")
	case sim.ClockSet:
		tellClock(t, n)
	case member.TailCut:
		t.say("disk.torn")
		t.count64("bytes", n.Bytes)
	default:
		return false
	}
	return true
}

func tellClock(t *Story, c sim.ClockSet) {
	switch jump := c.Jump(); {
	case jump > 0:
		t.say("clock.ahead")
		t.span("by", jump)
	case jump < 0:
		t.say("clock.back")
		t.span("by", -jump)
	case c.After.Rate == sim.RightRate:
		t.say("clock.right")
	default:
		t.say("clock.rate")
		t.text("rate", string(sim.Time(c.After.Rate).AppendMilliseconds(nil)))
	}
}

// tellDisk tells of the verb disk.
func tellDisk(t *Story, args []string) bool {
	if len(args) < 2 {
		return false
	}
	switch {
	case slices.Contains(args, "corrupt"):
		t.say("user.disk-corrupt")
		t.member("member", args[0])
		return true
	case slices.Contains(args, "wipe"):
		t.say("user.disk-wipe")
		t.member("member", args[0])
		return true
	}
	return tellSettings(t, "user.disk", args)
}

// tellSettings tells of settings of one member, or of all.
func tellSettings(t *Story, id string, args []string) bool {
	if args[0] == "all" {
		t.say(id + "s")
	} else {
		t.say(id)
		t.member("member", args[0])
	}
	t.text("settings", strings.Join(args[1:], " "))
	return true
}
