"""The site: a private bucket, and CloudFront before it and before the HTTP API."""

from __future__ import annotations

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_certificatemanager as certificates
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from constructs import Construct

from bill.site import KEPT
from blueprint.naming import regional
from blueprint.site import EVERYWHERE, PARTS, headers
from eventfile.site import hosts
from infra.facts import Facts
from infra.socket_api import SocketApi
from infra.web_api import STAGE, WebApi

DAY = Duration.days(1)

ERRORS = (400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504)
"""What CloudFront would keep for ten seconds, and say to everybody: the API's answers are for one caller."""


class Site(Construct):
    """`address` is where people go, without a slash at its end; `setup` fills `bucket`.

    Under a name of its own, with its certificate, the site speaks TLS 1.2 at least. Under CloudFront's name nobody can
    ask that of CloudFront: old browsers may speak TLS 1.0 there. The APIs, where everything is said that is personal,
    speak TLS 1.2 at least at their own addresses.
    """

    def __init__(self, scope: Construct, facts: Facts, web: WebApi, socket: SocketApi) -> None:
        super().__init__(scope, "Site")
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            removal_policy=RemovalPolicy.DESTROY,
        )
        event = facts.programme.event
        self._called = regional(event.code, facts.region)
        access = cloudfront.S3OriginAccessControl(self, "Access", origin_access_control_name=self._called)
        self._files = origins.S3BucketOrigin.with_origin_access_control(self.bucket, origin_access_control=access)
        self._cache = cloudfront.CachePolicy(
            self,
            "AMinute",
            cache_policy_name=self._called,
            comment="Files say no-cache to browsers; the edge keeps them for a minute all the same",
            min_ttl=Duration.seconds(KEPT),
            default_ttl=Duration.seconds(KEPT),
            max_ttl=DAY,
            enable_accept_encoding_gzip=True,
            enable_accept_encoding_brotli=True,
        )
        page, part, config = self._policies(facts, socket)
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=f"Beifall {event.code}",
            default_root_object="index.html",
            default_behavior=self._behaviour(page),
            additional_behaviors={
                **{f"*{suffix}": self._behaviour(part) for suffix in sorted(PARTS)},
                "/config.json": self._behaviour(config),
                f"/{STAGE}/*": _api(web),
            },
            domain_names=[event.domain] if event.domain else None,
            certificate=certificates.Certificate.from_certificate_arn(self, "Certificate", event.certificate)
            if event.certificate
            else None,
            error_responses=[cloudfront.ErrorResponse(http_status=one, ttl=Duration.seconds(0)) for one in ERRORS],
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021 if event.certificate else None,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            price_class=cloudfront.PriceClass.PRICE_CLASS_100,
        )
        self.address = f"https://{event.domain or self.distribution.distribution_domain_name}"

    def _policies(self, facts: Facts, socket: SocketApi) -> tuple[cloudfront.ResponseHeadersPolicy, ...]:
        """Of what a browser shows as a page, of what it only loads, and of what frontends elsewhere read too."""
        event = facts.programme.event
        frames = hosts(event, tuple(room.video for room in facts.programme.rooms))
        api = socket.api
        rules = headers(f"wss://{api.api_id}.execute-api.{api.stack.region}.{api.stack.url_suffix}", frames=frames)
        return (
            self._policy("Page", rules),
            self._policy("Part", {}),
            self._policy("Config", {}, cors=_anybody()),
        )

    def _policy(
        self, id_: str, rules: dict[str, str], cors: cloudfront.ResponseHeadersCorsBehavior | None = None
    ) -> cloudfront.ResponseHeadersPolicy:
        given = {**EVERYWHERE, **rules}
        csp = given.pop("Content-Security-Policy", None)
        given.pop("X-Content-Type-Options")
        referrer = given.pop("Referrer-Policy", None)
        frame = given.pop("X-Frame-Options", None)
        return cloudfront.ResponseHeadersPolicy(
            self,
            id_,
            response_headers_policy_name=f"{self._called}-{id_}",
            cors_behavior=cors,
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
                strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                    access_control_max_age=Duration.days(365), include_subdomains=False, override=True
                ),
                content_security_policy=None
                if csp is None
                else cloudfront.ResponseHeadersContentSecurityPolicy(content_security_policy=csp, override=True),
                referrer_policy=None
                if referrer is None
                else cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
                ),
                frame_options=None
                if frame is None
                else cloudfront.ResponseHeadersFrameOptions(
                    frame_option=cloudfront.HeadersFrameOption.DENY, override=True
                ),
            ),
            custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                custom_headers=[
                    cloudfront.ResponseCustomHeader(header=name, value=value, override=True)
                    for name, value in given.items()
                ]
            ),
        )

    def _behaviour(self, policy: cloudfront.ResponseHeadersPolicy) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=self._files,
            cache_policy=self._cache,
            response_headers_policy=policy,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            compress=True,
        )


def _api(web: WebApi) -> cloudfront.BehaviorOptions:
    """The HTTP API at the site's own address: a proxy has one host to let through, and a browser asks no permission
    first. Nothing is kept there.
    """
    return cloudfront.BehaviorOptions(
        origin=origins.HttpOrigin(
            web.host,
            protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
        ),
        allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
        cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
        origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
        compress=False,
    )


def _anybody() -> cloudfront.ResponseHeadersCorsBehavior:
    """A frontend elsewhere begins with `config.json`; what it may do then, the event's `origins` say."""
    return cloudfront.ResponseHeadersCorsBehavior(
        access_control_allow_origins=["*"],
        access_control_allow_methods=["GET", "HEAD"],
        access_control_allow_headers=["*"],
        access_control_allow_credentials=False,
        origin_override=True,
    )
