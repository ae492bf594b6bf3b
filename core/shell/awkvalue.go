package shell

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// awkValue is a text or a number.
type awkValue struct {
	text   string
	num    float64
	number bool
	input  bool // it was read: a number if it looks like one
}

func awkNumber(v float64) awkValue { return awkValue{num: v, number: true} }

func awkText(s string) awkValue { return awkValue{text: s} }

func awkBool(b bool) awkValue { return awkNumber(float64(btoi(b))) }

func (v awkValue) float() float64 {
	if v.number {
		return v.num
	}
	return leadingNumber(v.text)
}

func (v awkValue) string() string {
	if !v.number {
		return v.text
	}
	if v.num == math.Trunc(v.num) && math.Abs(v.num) < 1e16 {
		return strconv.FormatFloat(v.num, 'f', -1, 64)
	}
	return fmt.Sprintf("%.6g", v.num)
}

// looksNumeric reports whether a value is compared as a number.
func (v awkValue) looksNumeric() bool {
	if v.number || !v.input {
		return v.number
	}
	_, err := strconv.ParseFloat(strings.TrimSpace(v.text), 64)
	return err == nil
}

func (v awkValue) holds() bool {
	if v.number || v.looksNumeric() {
		return v.float() != 0
	}
	return v.text != ""
}
