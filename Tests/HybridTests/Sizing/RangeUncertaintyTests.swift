import Bus
import Pages
import Testing

@testable import Hybrid

@Suite struct RangeUncertaintyTests {
    private static func subject(_ sheet: VehicleSheet, seed: Int = 1) -> DriveCase {
        var random = SplitMix64(seed)
        return DriveCase(
            sheet: sheet,
            trailer: SizingFixture.trailer,
            cycle: HybridFixture.cycle(&random, points: 300)
        )
    }

    @Test func `the bands of a range lie around what the document says`() throws {
        let drive = Self.subject(SizingFixture.sheet)
        let document = RangeDocument(drive, try RangeOutlook(drive))
        let uncertainty = RangeUncertainty(
            document.figures,
            of: [RangeUncertainty.Part(drive)],
            samples: 200
        )
        for quantity in Quantity<RangeFigures>.banded {
            let value = try #require(quantity.value(of: document.figures))
            let spread = try #require(uncertainty.spread(quantity))
            #expect(spread.low < value)
            #expect(spread.high > value)
        }
    }

    @Test func `half the charge is half the range by hand`() throws {
        let drive = Self.subject(SizingFixture.electric)
        let document = RangeDocument(drive, try RangeOutlook(drive))
        let band = Band(figure: .battery, factors: 0.5...1, source: "by hand")
        let uncertainty = RangeUncertainty(
            document.figures,
            of: [RangeUncertainty.Part(drive)],
            bands: [band],
            samples: 0
        )
        let row = try #require(uncertainty.tornado(.electricRange).first)
        let range = try #require(Quantity.electricRange.shown(of: document.figures))
        #expect(abs(row.high / range - 1) < 1e-12)
        // But for what a smaller charge changes in the sag of the voltage.
        #expect(abs(row.low / range - 0.5) < 1e-3)
        #expect(uncertainty.tornado(.fuel).isEmpty)
        #expect(uncertainty.spread(.electricRange) == nil)
    }
}
