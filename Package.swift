// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Settings that every target of ours carries: nothing existential by accident, nothing imported by accident,
/// no warning left standing.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

func target(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: kept(name), swiftSettings: strict)
}

/// Golden files and fixtures stand beside the tests that read them; they are read from the source tree, not bundled.
func kept(_ name: String) -> [String] {
    ["Golden", "Fixtures"].filter {
        FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/Tests/\(name)/\($0)")
    }
}

func library(_ name: String, _ module: String, _ packages: [String]) -> Target {
    .systemLibrary(
        name: name, path: "Sources/SystemLibraries/\(name)", pkgConfig: module, providers: [.apt(packages)])
}

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

let package = Package(
    name: "gonghui",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "gonghui", targets: ["Server"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        // System libraries
        library("CLibPQ", "libpq", ["libpq-dev"]),
        library("CZip", "libzip", ["libzip-dev"]),
        library("CExpat", "expat", ["libexpat1-dev"]),
        library("CXlsxWriter", "xlsxwriter", ["libxlsxwriter-dev"]),
        library("CPango", "pangocairo", ["libpango1.0-dev"]),
        library("CQRCode", "libqrencode", ["libqrencode-dev"]),
        library("CZlib", "zlib", ["zlib1g-dev"]),
        library("CSQLiteSetup", "sqlite3", ["libsqlite3-dev"]),
        // libjpeg reports errors by a function that must not return: that takes setjmp, which Swift has not.
        .target(
            name: "CPicture", cSettings: [.treatAllWarnings(as: .error)], linkerSettings: [.linkedLibrary("jpeg")]),

        // Rules and words
        target("Domain"),
        target("Wording", ["Domain"]),

        // What a person sees
        target("Markup"),
        target("Pages", ["Markup", "Domain", "Wording"]),

        // What is kept
        target("DatabaseKit"),
        target(
            "DatabaseSQLite",
            [
                "DatabaseKit", "CSQLiteSetup", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        target("DatabasePostgres", ["DatabaseKit", "CLibPQ"]),
        target("Store", ["DatabaseKit", "Domain", crypto]),

        // Files and secrets
        target("Spreadsheet", ["CZip", "CExpat", "CXlsxWriter"]),
        target("Documents", ["CPango", "CQRCode", "CPicture", "CZlib"]),
        target("Vault", [crypto, cryptoExtras]),

        // What can be done
        target("UseCases", ["Domain", "Wording", "DatabaseKit", "Store", "Spreadsheet", "Documents", "Vault"]),
        target(
            "Web",
            [
                "UseCases", "Pages", "Markup", "Wording", "Domain", "Documents", "Vault", "CZlib", hummingbird, logging,
                crypto,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        target(
            "Demo",
            ["UseCases", "Store", "DatabaseKit", "Domain", "Wording", "Spreadsheet", "Documents", "Vault"]),
        .executableTarget(
            name: "Server",
            dependencies: [
                "Web", "Pages", "UseCases", "Store", "Demo", "Domain", "Wording", "DatabaseKit", "DatabaseSQLite",
                "DatabasePostgres", "Vault", "Documents", "Spreadsheet", hummingbird, logging, crypto,
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict),

        // Tests
        .target(
            name: "TestSupport",
            dependencies: ["DatabaseKit", "DatabaseSQLite", "DatabasePostgres", "Domain", "Store", "Vault"],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests("DomainTests", ["Domain", "Wording", "TestSupport"]),
        tests("WordingTests", ["Wording", "Domain"]),
        tests("MarkupTests", ["Markup"]),
        tests("PagesTests", ["Pages", "Markup", "Domain", "Wording", "TestSupport"]),
        tests("DatabaseTests", ["DatabaseKit", "DatabaseSQLite", "DatabasePostgres", "TestSupport"]),
        tests("StoreTests", ["Store", "DatabaseKit", "Domain", "TestSupport"]),
        tests("SpreadsheetTests", ["Spreadsheet"]),
        tests("DocumentsTests", ["Documents"]),
        tests("VaultTests", ["Vault"]),
        tests(
            "UseCaseTests",
            [
                "UseCases", "Demo", "Store", "DatabaseKit", "Documents", "Domain", "Wording", "Spreadsheet", "Vault",
                "TestSupport",
            ]),
        tests(
            "WebTests",
            [
                "Web", "Pages", "Markup", "UseCases", "Demo", "Documents", "Store", "DatabaseKit", "Domain", "Vault",
                "TestSupport",
                hummingbird, logging, crypto,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]),
        tests("ArchitectureTests", [crypto]),
    ],
    swiftLanguageModes: [.v6]
)
