import Charts
import Testing

@Suite struct MeasureTests {
    @Test func `money has the letters of money`() {
        #expect(Measure.dollars.text(300e9) == "$300B")
        #expect(Measure.dollars.text(1.4e12) == "$1.4T")
        #expect(Measure.dollars.text(-2_345_678) == "−$2.35M")
        #expect(Measure.dollars.text(950) == "$950")
        #expect(Measure.dollars.text(0) == "$0")
        #expect(Measure.dollars.text(0.123456) == "$0.123")
    }

    @Test func `power has the letters of physics`() {
        #expect(Measure.megawatts.text(4_100) == "4.1 GW")
        #expect(Measure.megawatts.text(4_100, digits: 2) == "4.1 GW")
        #expect(Measure.megawatts.text(0.5) == "500 kW")
        #expect(Measure.megawatts.text(0) == "0 MW")
        #expect(Measure.megawattHours.text(39_420_000) == "39.4 TWh")
        #expect(Measure.tonnes.text(1_250_000) == "1.25 Mt")
        #expect(Measure.tonnes.text(12) == "12 t")
    }

    @Test func `a figure that rounds up to a thousand takes the next letter`() {
        #expect(Measure.dollars.text(999_960) == "$1M")
        #expect(Measure.dollars.text(999_400) == "$999k")
        #expect(Measure.megawatts.text(999.99) == "1 GW")
    }

    @Test func `fractions are percents`() {
        #expect(Measure.percent.text(0.123) == "12.3 %")
        #expect(Measure.percent.text(1) == "100 %")
        #expect(Measure.percent.text(0.00012) == "0.012 %")
    }

    @Test func `what is no number is a dash`() {
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(Measure.dollars.text(value) == "–")
            #expect(Measure.decimal(value) == "–")
        }
    }

    @Test func `ticks of one axis have one letter and equal places`() {
        #expect(
            Measure.dollars.texts(ofTicks: [0, 2.5e9, 5e9, 7.5e9]) == [
                "$0.0B", "$2.5B", "$5.0B", "$7.5B",
            ]
        )
        #expect(
            Measure.megawatts.texts(ofTicks: [0, 500, 1000]) == ["0.0 GW", "0.5 GW", "1.0 GW"]
        )
        #expect(Measure.percent.texts(ofTicks: [0, 0.5, 1]) == ["0 %", "50 %", "100 %"])
        #expect(
            Measure.plain(before: "$", "/MWh").texts(ofTicks: [0, 20]) == ["$0/MWh", "$20/MWh"]
        )
    }

    @Test func `decimals are grouped and rounded half away from zero`() {
        #expect(Measure.decimal(1_234_567.5) == "1,234,568")
        #expect(Measure.decimal(-0.05, places: 1) == "−0.1")
        #expect(Measure.decimal(-0.04, places: 1) == "0.0")
        #expect(
            Measure.decimal(999.995, places: 2) == "1,000.00"
                || Measure.decimal(999.995, places: 2) == "999.99"
        )
        #expect(Measure.decimal(12, places: 2) == "12.00")
    }
}
