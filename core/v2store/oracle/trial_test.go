package oracle

import "fmt"

// asking is a test, a case of a property, or a trial.
type asking interface {
	Errorf(format string, args ...any)
	FailNow()
	Helper()
}

// trial is a part of a test whose failure is not yet the test's. While etcd elects
// a leader it refuses and loses what it would have answered before and after: that
// is no difference between it and us, and what it fell into is begun anew.
type trial struct{ wrong string }

// Errorf implements asking.
func (t *trial) Errorf(format string, args ...any) { t.wrong += fmt.Sprintf(format, args...) }

// FailNow implements asking.
func (t *trial) FailNow() { panic(t) }

// Helper implements asking.
func (*trial) Helper() {}

// try does a part of a test, and returns what was wrong.
func try(part func(t asking)) (wrong string) {
	t := &trial{}
	defer func() {
		if p := recover(); p != nil && p != any(t) {
			panic(p)
		}
		wrong = t.wrong
	}()
	part(t)
	return t.wrong
}
