package io.parquetkms.testkms;

/** The services that share the server's port; a request's path, else its headers, say which one it is for. */
record Services(Protocol kms, Protocol sts, Protocol iam, Protocol sso, Protocol signin, Protocol host) {

    Protocol of(WireRequest request) {
        String path = request.path();
        if (path.equals(SsoProtocol.PORTAL) || path.equals(SsoProtocol.OIDC)) {
            return sso;
        } else if (path.equals(SigninProtocol.PATH)) {
            return signin;
        } else if (HostProtocol.isPath(path)) {
            return host;
        }
        if (!request.isQueryProtocol()) {
            return kms;
        }
        return IamProtocol.VERSION.equals(Form.parse(request.body()).field("Version")) ? iam : sts;
    }
}
