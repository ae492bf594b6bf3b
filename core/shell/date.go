package shell

import "time"

// date is what the world's clocks show now.
func (x context) date() time.Time {
	return time.Unix(0, x.host.Epoch(x.turn.World())+int64(x.turn.Now())).UTC()
}
