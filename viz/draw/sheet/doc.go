// Package sheet makes scenes by hand that show what drawing can do: the ring,
// logs and scrubber of the main mock-up, and the sheet of states and sizes. The
// command in render writes them as PNG, to be looked at beside the mock-ups:
//
//	xvfb-run -a go run ./viz/draw/sheet/render -out /tmp/sheets
//
// Their data are illustrations; only tests, benchmarks and that command use
// them.
package sheet
