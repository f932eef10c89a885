"""The site's distribution: what it adds, keeps, lets through and refuses."""

from __future__ import annotations

from typing import Any

import pytest

from bill.site import KEPT
from blueprint.site import EVERYWHERE, PARTS, headers
from tests.infra.synthesis import CERTIFICATE, Template, said

pytestmark = pytest.mark.xdist_group("synthesis")

SOCKET = "wss://<SocketApi>.execute-api.eu-central-1.<AWS::URLSuffix>"
HSTS = "Strict-Transport-Security"


def distribution(template: Template) -> dict[str, Any]:
    (found,) = template.of("CloudFront::Distribution").values()
    return dict(found["DistributionConfig"])


def behaviours(template: Template) -> dict[str, Any]:
    config = distribution(template)
    return {"*": config["DefaultCacheBehavior"]} | {one["PathPattern"]: one for one in config["CacheBehaviors"]}


def added(template: Template, policy: str) -> dict[str, str]:
    """The headers of a policy, as a browser sees them."""
    config = template.of("CloudFront::ResponseHeadersPolicy")[policy]["ResponseHeadersPolicyConfig"]
    items = [*config["CustomHeadersConfig"]["Items"], *config["SecurityHeadersConfig"].values()]
    assert all(one["Override"] for one in items)
    found = {one["Header"]: one["Value"] for one in config["CustomHeadersConfig"]["Items"]}
    for name, one in config["SecurityHeadersConfig"].items():
        match name:
            case "ContentTypeOptions":
                found["X-Content-Type-Options"] = "nosniff"
            case "ContentSecurityPolicy":
                found["Content-Security-Policy"] = said(one["ContentSecurityPolicy"])
            case "FrameOptions":
                found["X-Frame-Options"] = one["FrameOption"]
            case "ReferrerPolicy":
                found["Referrer-Policy"] = one["ReferrerPolicy"]
            case "StrictTransportSecurity":
                found[HSTS] = f"max-age={one['AccessControlMaxAgeSec']}"
    return found


def test_pages_have_every_header_that_the_runner_sends_too(template: Template) -> None:
    frames = ("https://meet.example.org", "https://video.example.org")
    year = {HSTS: "max-age=31536000"}
    assert added(template, "SitePage") == EVERYWHERE | headers(SOCKET, frames=frames) | year
    assert added(template, "SitePart") == added(template, "SiteConfig") == EVERYWHERE | year


def test_each_kind_of_file_has_its_headers(template: Template) -> None:
    policies = {
        path: said(one["ResponseHeadersPolicyId"])
        for path, one in behaviours(template).items()
        if "ResponseHeadersPolicyId" in one
    }
    assert policies == {
        "*": "<SitePage>",
        "/config.json": "<SiteConfig>",
        **{f"*{suffix}": "<SitePart>" for suffix in PARTS},
    }


def test_config_json_is_read_from_anywhere_and_nothing_else_is(template: Template) -> None:
    policies = template.of("CloudFront::ResponseHeadersPolicy")
    cors = {name: one["ResponseHeadersPolicyConfig"].get("CorsConfig") for name, one in policies.items()}
    assert cors["SitePage"] is cors["SitePart"] is None
    assert cors["SiteConfig"]["AccessControlAllowOrigins"] == {"Items": ["*"]}
    assert cors["SiteConfig"]["AccessControlAllowCredentials"] is False


def test_the_edge_keeps_a_file_for_a_minute(template: Template) -> None:
    (policy,) = template.of("CloudFront::CachePolicy").values()
    config = policy["CachePolicyConfig"]
    assert config["MinTTL"] == config["DefaultTTL"] == KEPT == 60
    kept = config["ParametersInCacheKeyAndForwardedToOrigin"]
    assert kept["CookiesConfig"] == {"CookieBehavior": "none"}
    assert kept["QueryStringsConfig"] == {"QueryStringBehavior": "none"}
    assert kept["HeadersConfig"] == {"HeaderBehavior": "none"}


def test_nothing_of_the_http_api_is_kept(template: Template) -> None:
    api = behaviours(template)["/api/*"]
    assert api["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "AWS's CachingDisabled"
    assert api["ViewerProtocolPolicy"] == "https-only"
    assert "POST" in api["AllowedMethods"]
    (origin,) = (one for one in distribution(template)["Origins"] if one["Id"] == api["TargetOriginId"])
    custom = origin["CustomOriginConfig"]
    assert custom == {"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"]}


def test_the_bucket_is_read_in_the_distributions_own_name_and_for_it_alone(template: Template) -> None:
    (access,) = template.of("CloudFront::OriginAccessControl").values()
    config = access["OriginAccessControlConfig"]
    assert (config["OriginAccessControlOriginType"], config["SigningBehavior"], config["SigningProtocol"]) == (
        "s3",
        "always",
        "sigv4",
    )
    files = {one["TargetOriginId"] for path, one in behaviours(template).items() if path != "/api/*"}
    (origin,) = (one for one in distribution(template)["Origins"] if one["Id"] in files)
    assert said(origin["OriginAccessControlId"]) == "<SiteAccess.Id>"
    assert said(origin["DomainName"]).startswith("<SiteBucket.")


def test_whoever_names_no_page_gets_the_first_one(template: Template) -> None:
    assert distribution(template)["DefaultRootObject"] == "index.html"


def test_one_persons_error_is_not_kept_for_everybody(template: Template) -> None:
    kept = {one["ErrorCode"]: one["ErrorCachingMinTTL"] for one in distribution(template)["CustomErrorResponses"]}
    assert kept == dict.fromkeys((400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504), 0), (
        "all that CloudFront keeps"
    )


def test_nobody_reads_a_page_without_tls(template: Template) -> None:
    policies = {one["ViewerProtocolPolicy"] for one in behaviours(template).values()}
    assert policies == {"redirect-to-https", "https-only"}


def test_visitors_are_in_no_log(template: Template) -> None:
    assert "Logging" not in distribution(template)
    assert not any("LoggingConfiguration" in bucket for bucket in template.of("S3::Bucket").values())
    assert not template.of("Logs::Delivery")


def test_with_a_name_of_its_own_the_site_speaks_tls_1_2_at_least(template: Template, otherwise: Template) -> None:
    assert distribution(otherwise)["Aliases"] == ["event.example.org"]
    assert distribution(otherwise)["ViewerCertificate"] == {
        "AcmCertificateArn": CERTIFICATE,
        "MinimumProtocolVersion": "TLSv1.2_2021",
        "SslSupportMethod": "sni-only",
    }
    assert not distribution(template).keys() & {"Aliases", "ViewerCertificate"}, "nothing is claimed that is not so"
