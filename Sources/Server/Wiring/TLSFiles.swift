import Domain
import Foundation
import HummingbirdCore
import HummingbirdTLS

/// The certificate of this server and its key: TLS that ends here and not at a proxy.
struct TLSFiles {
    let certificate: String
    let key: String

    /// - Returns: nil when neither is named.
    /// - Throws: `CommandFailure` when only one is.
    init?(certificate: String?, key: String?) throws {
        switch (certificate, key) {
        case (nil, nil): return nil
        case (let certificate?, let key?): (self.certificate, self.key) = (certificate, key)
        case (nil, _?): throw CommandFailure("有 --tls-key 而没有 --tls-certificate，请同时指定证书文件和私钥文件。")
        case (_?, nil): throw CommandFailure("有 --tls-certificate 而没有 --tls-key，请同时指定证书文件和私钥文件。")
        }
    }

    /// Puts TLS 1.2 or later around a server, once both files have been looked at.
    ///
    /// - Throws: `CommandFailure` for a file that is missing, unreadable or no PEM, and for a key of another certificate.
    func around(_ server: HTTPServerBuilder) throws -> HTTPServerBuilder {
        let chain = try read(certificate, "证书")
        try checkOwner()
        let secret = try read(key, "私钥")
        let certificates: [NIOSSLCertificate]
        do {
            certificates = try NIOSSLCertificate.fromPEMBytes(chain)
        } catch {
            throw CommandFailure("\(certificate) 不是 PEM 格式的证书，请用 --tls-certificate 指定证书文件（服务器证书在前，中间证书在后）。")
        }
        guard !certificates.isEmpty else { throw CommandFailure("\(certificate) 中没有证书，请换成 PEM 格式的证书文件。") }
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(bytes: secret, format: .pem)
        } catch {
            throw CommandFailure("\(key) 不是 PEM 格式的私钥，或设有密码，请用 --tls-key 指定没有密码的私钥文件。")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        do {
            // The pair is put together as for a connection: a key of another certificate is told before the port opens.
            _ = try TLSChannel(HTTP1Channel(responder: { _, _, _ in }), tlsConfiguration: configuration)
        } catch {
            throw CommandFailure("私钥 \(key) 与证书 \(certificate) 不是一对，请换成这张证书的私钥。")
        }
        return try .tls(server, tlsConfiguration: configuration)
    }

    private func read(_ path: String, _ what: String) throws -> [UInt8] {
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure("找不到\(what)文件 \(path)，请检查路径。")
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("无法读取\(what)文件 \(path)，请检查它的所有者和权限。")
        }
        return [UInt8](bytes)
    }

    /// As for the key file of the records: nobody else may read it.
    private func checkOwner() throws {
        guard let mode = try? FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int else {
            return
        }
        guard mode & 0o077 == 0 else {
            throw CommandFailure("私钥文件 \(key) 的权限是 \(String(mode, radix: 8))，其他用户也能读取。请先运行 chmod 600 \(key)。")
        }
    }
}
