package shell

import (
	"fmt"
	"slices"
	"strings"

	"raftarium/core/sim"
)

// parseDisk reads disk M latency=5ms …, disk all …, disk M wipe or disk M
// corrupt.
func parseDisk(h Host, w *sim.World, args []string) (Act, error) {
	if len(args) < 2 {
		return nil, usage("disk M|all latency=5ms jitter=1ms lose-unsynced=on|off tear=on|off, disk M corrupt [record=N] or disk M wipe")
	}
	d := SetDisk{All: args[0] == "all"}
	if !d.All {
		var err error
		if d.Member, err = h.Member(w, args[0]); err != nil {
			return nil, err
		}
	}
	if deed := slices.IndexFunc(args, func(word string) bool { return word == "wipe" || word == "corrupt" }); deed >= 0 {
		return parseDiskDeed(d, args[deed], slices.Delete(slices.Clone(args), deed, deed+1)[1:])
	}
	err := parseSettings(args[1:], []setting{
		durationSetting("latency", &d.Latency), durationSetting("jitter", &d.Jitter),
		switchSetting("lose-unsynced", &d.LoseUnsynced), switchSetting("tear", &d.Tear),
	})
	return d, err
}

// parseDiskDeed reads what is done to a disk once, and stands alone.
func parseDiskDeed(d SetDisk, verb string, rest []string) (Act, error) {
	if d.All {
		return nil, fmt.Errorf("%s is for one disk, as in disk 1 %s", verb, verb)
	}
	record, given := "", false
	if verb == "corrupt" && len(rest) == 1 {
		record, given = strings.CutPrefix(rest[0], "record=")
	}
	if len(rest) > 0 && !given {
		return nil, fmt.Errorf("%s goes without '%s'", verb, rest[0])
	}
	if verb == "wipe" {
		return WipeDisk{Member: d.Member}, nil
	}
	c := CorruptDisk{Member: d.Member}
	if given {
		n, err := parseIndex("the number of a record", record)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, fmt.Errorf("records are numbered from 1")
		}
		c.Record = n
	}
	return c, nil
}

// switchSetting is a setting that is on or off. Its bare name switches it on.
func switchSetting(name string, to **bool) setting {
	return setting{name, func(value string) error {
		on := value != "off"
		*to = &on
		if value != "" && value != "on" && value != "off" {
			return fmt.Errorf("is on or off, not '%s'", value)
		}
		return nil
	}}
}
